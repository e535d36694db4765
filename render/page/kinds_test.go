package page

import (
	"reflect"
	"testing"
)

// A view that names a field as the frame does would hide the frame's from the templates of every page.
func TestViewsDoNotHideTheFrame(t *testing.T) {
	frame := reflect.TypeFor[Frame]()
	for _, kind := range Kinds() {
		view := reflect.TypeOf(kind.Zero)
		if f, ok := view.FieldByName("Frame"); !ok || !f.Anonymous {
			t.Errorf("the view of %s does not embed Frame", kind.Name)
		}
		for f := range view.Fields() {
			if _, hides := frame.FieldByName(f.Name); hides {
				t.Errorf("the view of %s hides Frame.%s", kind.Name, f.Name)
			}
		}
	}
}
