package page

import "html/template"

// Link is a name that may lead somewhere.
type Link struct {
	// Text is the name as it is shown; Href is relative to the page, or an address outside, or "" for no link.
	Text, Href string
	// Icon is the kind of what it leads to, such as "event"; it chooses symbol and colour.
	Icon string
	// Version stands behind the name; Note is said of it in small print.
	Version, Note string
	// Struck marks a deprecated target, Stub one that nobody describes, External an address outside the site.
	Struck, Stub, External bool
}

// Chip is a short remark with a symbol: a state, a class, a tag.
type Chip struct {
	Text, Icon string
	// Tone is "", "good", "warn", "bad", "info" or "accent".
	Tone string
	// Title explains it in a sentence; Href is where it leads, or "".
	Title, Href string
}

// Cell is one cell of a table: what is set of it, in the order of the fields.
type Cell struct {
	Links []Link
	Chips []Chip
	Text  string
	// Codes are words in the type of code.
	Codes []string
	// HTML is a phrase that was rendered from Markdown.
	HTML template.HTML
	// Number aligns the cell as a number.
	Number bool
}

// Row is one row of a table. ID is its anchor, or "".
type Row struct {
	ID    string
	Cells []Cell
}

// Group is the rows below one heading inside a table; a table without headings has one group without a title. ID is the anchor of the
// heading, or "".
type Group struct {
	ID    string
	Title Link
	Rows  []Row
}

// Table is a table with its heading.
type Table struct {
	// ID is the anchor of the section, Title its heading, Lead one sentence below it.
	ID, Title, Lead string
	Cols            []string
	Groups          []Group
	// Empty is what to say where there is no row; a table that is empty and silent is not shown.
	Empty string
	// More leads to the rest of the rows, where not all are shown.
	More Link
	// Total is the number of rows that there are, where not all are shown.
	Total int
	// Filter offers a field that hides the rows which do not hold a word, where scripts run.
	Filter bool
	// Bare leaves the heading to the template.
	Bare bool
	// Matrix has as many columns as rows, which are narrow and have their headings upright.
	Matrix bool
}

// Len returns the number of rows.
func (t Table) Len() int {
	n := 0
	for _, g := range t.Groups {
		n += len(g.Rows)
	}
	return n
}

// Shown reports whether there is anything to show.
func (t Table) Shown() bool { return t.Len() > 0 || t.Empty != "" }

// Fact is one line of the facts at the head of a page.
type Fact struct {
	Label string
	Cell  Cell
	// Copy is a text that a button copies.
	Copy string
}

// Crumb is one step of the way from the home page; the last has no Href.
type Crumb struct{ Text, Href string }

// Section is an entry of the contents of a page. Count is shown beside it unless it is 0.
type Section struct {
	ID, Title string
	Count     int
}

// Text is a piece of rendered Markdown. ID and Title head it where it is a section of its own.
type Text struct {
	ID, Title string
	HTML      template.HTML
}

// Shown reports whether there is any text.
func (t Text) Shown() bool { return t.HTML != "" }

// Code is a piece of highlighted code.
type Code struct {
	// Title and Note stand above it; Lang is the language, in words.
	Title, Note, Lang string
	HTML              template.HTML
	// Raw is where the file itself is, or "".
	Raw Link
}

// Notice is a box that says something important at the top of a page.
type Notice struct {
	// Tone is that of a Chip, Title one short sentence.
	Tone, Icon, Title string
	Text              template.HTML
	Links             []Link
	// Label stands before the links.
	Label string
}

// NavGroup is a part of the navigation beside the page.
type NavGroup struct {
	Title Link
	Items []NavItem
	// More leads to the rest where not all items are shown.
	More Link
	// Current says that the title leads to this page.
	Current bool
}

// NavItem is one link of the navigation.
type NavItem struct {
	Link
	Count   int
	Current bool
	// Depth indents it.
	Depth int
}
