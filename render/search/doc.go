// Package search makes the index that a page searches without a server: classic scripts, so that it works from a disk too, each a
// part that is loaded when a query needs it.
//
// There are three sorts of files. search/root.js says where everything is: the first term of each shard, what is found for single characters that terms of many
// shards begin with, and the words of the interface. search/t/<n>.js holds a range of the sorted terms, each with the entries that have it, the records of
// those that are most likely to be shown for them, and what is found for the first letters of words where terms of many shards begin with them;
// search/d/<n>.js the records of 128 entries, or of 32 in large catalogs, which is what a result shows. Entries are numbered by importance, so that the
// first results of a query lie in few files and a list of numbers is a list in order. Every file calls one function, eventatlasSearch, with its sort, its
// number and the digest of the whole index, which tells a file of another build apart. Terms and records are lines of text in there: the script looks for
// those that it needs, and makes nothing of the others.
//
// Terms are what Split makes of names, field paths, labels and texts; the script in themes/default/src/search-*.ts splits queries in the
// same way, and testdata/split.json holds both to it. The class of a term in an entry says where it stands, and so what it is
// worth. Filters such as kind:event are terms that begin with a colon, which no other does.
//
// The number of files depends on cheap estimates alone, so that the paths of a site are known before anything is read; the index is made
// when the first of its files is asked for, and only then.
package search
