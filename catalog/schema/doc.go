// Package schema reads JSON Schema (draft-04 to 2020-12, AsyncAPI's superset of draft-07, OpenAPI 3.0), Avro and Protobuf
// into one tree of fields, which is all that pages, checks and comparisons know of a payload.
//
// A tree is the schema unrolled: every place that a field stands in has a node of its own, so that its path is right, and a
// place that refers back to a type around it is a leaf that says so. Unrolling is done breadth first and on a budget
// (Limits), so a schema whose references multiply loses its deepest levels, never its first ones, and takes no more time
// than a large honest one. Nothing is fetched and no file is read: all there is are the files handed in.
//
// Several schemas that hold for one place (allOf, a $ref with siblings) are shown as the one object that they amount to:
// see Variant. What no field of Type stands for is kept as written in Type.Further.
package schema
