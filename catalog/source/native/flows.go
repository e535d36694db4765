package native

import (
	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/syntax"
)

func flows() section {
	type flow = catalog.Flow
	steps := convert(list(flowStep()), func(d *decoder, _ *catalog.Node, steps []catalog.Step) ([]catalog.Step, bool) {
		d.checkSteps(steps)
		return steps, true
	})
	return simple(catalog.FlowKind, "Business processes, end to end.", []field[flow]{
		key("steps", "What happens, step by step.", steps, func(r *flow) *[]catalog.Step { return &r.Steps }),
	})
}

func flowStep() value[catalog.Step] {
	type step = catalog.Step
	one := object[step]{
		name: "a step", def: "step", doc: "A step of a flow: what somebody does, or a message on its way. One of actor, service, message and resource says who or what.",
		one: []string{"actor", "service", "message", "resource"},
		fields: []field[step]{
			must(key("id", "Its name within the flow.", text(), func(s *step) *string { return &s.ID })),
			key("actor", "Somebody outside of the systems, such as Customer.", displayName(), func(s *step) *string { return &s.Actor }),
			key("service", "The service that does it.", ofKind(catalog.ServiceKind), func(s *step) *catalog.Ref { return &s.Resource }),
			key("message", "The message that is sent.", ofKind(catalog.MessageKinds()...), func(s *step) *catalog.Ref { return &s.Resource }),
			key("resource", "Any other resource that takes part, such as `store:order-db`.", reference(), func(s *step) *catalog.Ref { return &s.Resource }),
			key("does", "What happens, in a few words.", text(), func(s *step) *string { return &s.Does }),
			key("summary", "What there is to know about it, in Markdown.", text(), func(s *step) *string { return &s.Summary }),
			key("then", "The steps that follow.", oneOrList(next()), func(s *step) *[]catalog.Next { return &s.Then }),
		},
	}.value()
	return convert(one, func(_ *decoder, n *catalog.Node, s step) (step, bool) {
		s.Pos = n.Pos
		return s, s.ID != ""
	})
}

// ofKind is a reference in a place whose struct allows any resource. One kind becomes part of the reference; of several the reference
// may name one.
func ofKind(kinds ...catalog.Kind) value[catalog.Ref] {
	return convert(reference(), func(d *decoder, n *catalog.Node, ref catalog.Ref) (catalog.Ref, bool) {
		if ref.Kind != catalog.NoKind && !catalog.KindSet(kinds).Has(ref.Kind) {
			d.report(catalog.RefKind, n.Pos, quote(ref.String())+" cannot be the "+lastKey(d)+" of a step", "Write it under `resource`")
			return catalog.Ref{}, false
		}
		if len(kinds) == 1 {
			ref.Kind = kinds[0]
		}
		return ref, true
	})
}

func lastKey(d *decoder) string { return d.trail[len(d.trail)-1].key }

// next is the id of the step that follows, or that and the condition.
func next() value[catalog.Next] {
	type next = catalog.Next
	short := convert(text(), func(_ *decoder, _ *catalog.Node, s string) (next, bool) { return next{Step: s}, true })
	long := object[next]{
		name: "what follows", def: "next", doc: "A step that follows, and when.",
		fields: []field[next]{
			must(key("step", "The id of the step.", text(), func(n *next) *string { return &n.Step })),
			key("when", "The condition, in words.", text(), func(n *next) *string { return &n.When }),
		},
	}.value()
	return convert(either(short, long), func(_ *decoder, n *catalog.Node, v next) (next, bool) {
		v.Pos = n.Pos
		return v, v.Step != ""
	})
}

// checkSteps reports steps that share an id, and steps that are to follow but do not exist.
func (d *decoder) checkSteps(steps []catalog.Step) {
	first := map[string]catalog.Pos{}
	ids := make([]string, 0, len(steps))
	for _, s := range steps {
		if pos, ok := first[s.ID]; ok {
			d.add(catalog.Diag(catalog.FormatValue, s.Pos, "two steps have the id "+quote(s.ID)).Note(pos, "the other one is here"))
			continue
		}
		first[s.ID] = s.Pos
		ids = append(ids, s.ID)
	}
	for _, s := range steps {
		for _, n := range s.Then {
			if _, ok := first[n.Step]; ok {
				continue
			}
			suggestion := ""
			if near := nearestStep(n.Step, ids); near != "" {
				suggestion = didYouMean(near)
			}
			d.report(catalog.FormatReference, n.Pos, "the flow has no step "+quote(n.Step), suggestion)
		}
	}
}

// mostCompared is the number of steps above which none is suggested: nobody draws such a flow.
const mostCompared = 1_000

func nearestStep(id string, ids []string) string {
	if len(ids) > mostCompared {
		return ""
	}
	return syntax.Nearest(id, ids)
}
