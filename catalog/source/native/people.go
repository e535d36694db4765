package native

import "github.com/eventatlas/eventatlas/catalog"

func teams() section {
	type team = catalog.Team
	return simple(catalog.TeamKind, "Teams that answer for resources.", []field[team]{
		key("members", "The people in it.", references(), func(r *team) *[]catalog.Ref { return &r.Members }),
		key("email", "Its mail address.", text(), func(r *team) *string { return &r.Email }),
		key("chat", "Where to talk to it.", text(), func(r *team) *string { return &r.Chat }),
		key("role", "What it does, in a few words.", text(), func(r *team) *string { return &r.Role }),
	})
}

func people() section {
	type person = catalog.Person
	return simple(catalog.PersonKind, "People who answer for resources.", []field[person]{
		key("role", "What the person does, in a few words.", text(), func(r *person) *string { return &r.Role }),
		key("email", "The mail address.", text(), func(r *person) *string { return &r.Email }),
		key("chat", "Where to talk to the person.", text(), func(r *person) *string { return &r.Chat }),
	})
}

func decisions() section {
	type decision = catalog.Decision
	return simple(catalog.DecisionKind, "Architecture decision records.", []field[decision]{
		key("status", "Where the decision stands.", oneOf("proposed", "accepted", "rejected", "deprecated", "superseded"), func(r *decision) *string { return &r.Status }),
		key("date", "When it was taken, such as 2026-01-31.", text(), func(r *decision) *string { return &r.Date }),
		key("appliesTo", "The resources it is about.", references(), func(r *decision) *[]catalog.Ref { return &r.AppliesTo }),
		key("supersedes", "The decisions that it takes the place of.", references(), func(r *decision) *[]catalog.Ref { return &r.Supersedes }),
	})
}
