// Package fields knows every field of every schema of a catalog: what it is called, where it stands, of which type and class it is, and which messages
// declare it. One Index is made for each catalog, because a site plans its pages by the names that there are.
//
// What a schema holds is a function of the schema's text and of the files that it refers to. So an Index is made of the one before (Again): the fields of
// a schema are read again only when its text or a file that it may come to has changed, and if no schema says anything else than before,
// what was joined and sorted is taken over as well. That keeps an edit of a text in a catalog of ten thousand messages at the price of comparing
// pointers.
package fields
