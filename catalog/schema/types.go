package schema

import (
	"github.com/eventatlas/eventatlas/catalog"
)

// Type is what a value may be: one node of the tree. It is read-only once Load has returned it, so any number of
// goroutines may read it. All values in it (Enum, Const, Default, Examples) are JSON texts: a string has its quotes.
type Type struct {
	// Name is the name of the type: of the Avro or Protobuf type without its namespace, or the last segment of the $ref
	// that leads to it. It is "" for a type that is written in place.
	Name string
	// Ref is where a named type is defined, as "file#/pointer" or, for Avro and Protobuf, "file#full.name"; the URL for a reference that is not
	// followed. It is "" for a type that is written in place.
	Ref string
	// Types are the sorts of value that fit, in the words of the format: "string" and "object" of JSON Schema, "record" and "long"
	// of Avro, "message" and "sint64" of Protobuf ("repeated" and "map" stand for its labels). Empty means any. Avro's and OpenAPI's null is
	// not among them but in Nullable; JSON Schema's "null" is in both.
	Types []string
	// Format is JSON Schema's format, LogicalType Avro's.
	Format, LogicalType string
	Title, Description  string
	// Nullable says that null fits besides Types.
	Nullable                        bool
	Deprecated, ReadOnly, WriteOnly bool
	// Never says that no value fits: the schema false.
	Never bool
	// Constraints are the limits on the value in the words of a reader, in a fixed order; Bounds are the same for programs.
	Constraints []Constraint
	Bounds      Bounds
	// Enum are the only values that fit. EnumNotes say what they mean, and EnumNumbers are their numbers in Protobuf; both are nil or as
	// long as Enum.
	Enum        []string
	EnumNotes   []string
	EnumNumbers []int
	// Const and Default are "" where there is none.
	Const, Default string
	Examples       []string
	// Fields are the properties of an object or the fields of a record or message, in source order, with names that are
	// required without being described last.
	Fields []Field
	// Items is what a list holds, nil where it is not said. Of JSON Schema's tuples it is what follows Tuple.
	Items *Type
	Tuple []*Type
	// Map is what the values under other names are: additionalProperties, Avro's and Protobuf's map values. MapKey is the type of
	// Protobuf's keys.
	Map    *Type
	MapKey string
	// Patterns are what the values under names of a form are.
	Patterns []Pattern
	// Closed says that there are no other names than Fields and Patterns, ClosedTuple that nothing follows Tuple.
	Closed, ClosedTuple bool
	Variants            []Variant
	// Recursive says that this place is of a type that it is itself inside of. Nothing is below it; Target is the type around it.
	Recursive bool
	Target    *Type
	// Cut says that the budget or the depth ran out here: the schema goes on, this tree does not.
	Cut bool
	// Missing says that the type could not be found, and Ref (or Name) names what was looked for.
	Missing bool
	// Aliases are Avro's other names for a named type.
	Aliases []string
	// Reserved are the field numbers and names that a Protobuf message does not give out again, as written.
	Reserved []string
	// Further are the keywords that have no field of their own, as written.
	Further []catalog.Member
	// ExternalDocs is the URL of externalDocs. Discriminator is the name of the property that tells variants apart; Mapping maps
	// its values to their schemas (OpenAPI 3.0, Discriminator Object).
	ExternalDocs  string
	Discriminator string
	Mapping       []Mapping
	Pos           catalog.Pos
}

// Field is a named part of a value.
type Field struct {
	Name string
	// Path leads from the root to the field through the data: customer.address.zip, lines[].sku, labels{}.text. A name that holds
	// other characters than letters, digits, '_', '-', '$', '@' and ':' is written as a JSON string: a."b.c". Fields of different variants may share
	// a path, because the data does.
	Path string
	// Anchor is Path with the variants on the way, such as payment(Card).number: no two fields of a tree share it, and it does not depend on
	// other fields unless two variants have the same label.
	Anchor   string
	Required bool
	// Number is Protobuf's field number, 0 elsewhere.
	Number int
	// Description, Default and Deprecated are what the field says beside its type: Avro's doc and default, Protobuf's comment and
	// options. See Doc for what to show.
	Description string
	Default     string
	Deprecated  bool
	// Aliases and Order are Avro's; Oneof is the name of the Protobuf oneof the field is one choice of.
	Aliases []string
	Order   string
	Oneof   string
	// Further are the keywords of the field itself that have no field of their own: Avro's attributes, Protobuf's options, and extensions beside
	// a $ref that the dialect ignores.
	Further []catalog.Member
	Type    *Type
	Pos     catalog.Pos
}

// Doc returns the description to show: the field's own, else that of its type.
func (f Field) Doc() string {
	if f.Description != "" || f.Type == nil {
		return f.Description
	}
	return f.Type.Description
}

// IsDeprecated reports whether the field or its type is marked as deprecated.
func (f Field) IsDeprecated() bool { return f.Deprecated || f.Type != nil && f.Type.Deprecated }

// Pattern is what values are whose name has a form.
type Pattern struct {
	// Pattern is the regular expression as written; it is to be shown, never run.
	Pattern string
	Type    *Type
}

// Variant is a schema that a keyword adds to a type.
//
// The keywords oneOf, anyOf, not, if, then, else, dependencies (dependentSchemas, dependentRequired), propertyNames, contains and
// union (Avro) carry a full tree. Protobuf's oneof is no variant: its fields stand with the others and name it (Field.Oneof). With allOf all branches hold, so
// their fields, limits and variants are merged into the type itself, where a reader looks for them; their entries stand
// for where that came from and carry only Name, Ref, Types, Title, Description, Deprecated and Pos. A branch that refers back to a type around it is not
// merged again but marked Recursive.
type Variant struct {
	Keyword string
	// Label is a name to show: the title or name of the branch, the value of the discriminator, the property that dependencies
	// wait for, else the number of the branch from 1.
	Label string
	// Group tells alternatives that stand together from those of another keyword of the same name, which only several merged schemas
	// have; it counts from 0.
	Group int
	Type  *Type
}

// Constraint is a limit on a value in the words of a reader: {"length", "1 .. 64"}, {"range", "> 0"}, {"pattern", "^[A-Z]+$"}.
type Constraint struct {
	Label, Value string
}

// Bounds are the limits on a value as written; "" is none. Where several schemas hold, it is the narrowest.
type Bounds struct {
	Minimum, Maximum             string
	ExclusiveMin, ExclusiveMax   bool
	MinLength, MaxLength         string
	MinItems, MaxItems           string
	MinContains, MaxContains     string
	MinProperties, MaxProperties string
	MultipleOf, Patterns         []string
	UniqueItems                  bool
	// Precision and Scale are Avro's for decimal, Size is the length of a fixed in bytes.
	Precision, Scale, Size string
}

// Mapping leads from a value of the discriminator to a schema.
type Mapping struct {
	Value, Ref string
}

// Named is an example with a name.
type Named struct {
	Name  string
	Value *catalog.Node
}
