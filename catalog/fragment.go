package catalog

// File is a file of the source as it was read.
type File struct {
	// Path is relative to the root, slash-separated.
	Path string
	Data []byte
	// Root is the parsed document of a YAML or JSON file; nil for anything else and for a file that does not parse.
	Root *Node
}

// Fragment is what one file says. It is a function of the file's bytes and of the options only, so that it can be kept
// between builds; it is read-only.
type Fragment struct {
	// Path is the file's, and Format the name of the source format that decoded it; "" for a file that is only referred to.
	Path, Format string
	File         *File
	// Resources are in source order.
	Resources []Resource
	// Imports are the other files that this one refers to.
	Imports     []Import
	Diagnostics []Diagnostic
	// Looked are the other files that the resources were made of, by path; nil stands for one that was not there. While they are the
	// same, so are the resources.
	Looked Files
	// Describes is, for a specification, the service that it describes when the configuration names one.
	Describes Ref
}

// Import is a reference from one file to another that has to be read as well.
type Import struct {
	// Path is relative to the root, slash-separated and clean.
	Path string
	Pos  Pos
}

// Files are the files that were read, by path.
type Files map[string]*File

// Config is what eventatlas.yaml says. The zero value is a catalog without one.
type Config struct {
	Title, Description     string
	BaseURL, EditURL, Logo string
	Theme, Locale, Output  string
	Sources                []SourceConfig
	// Rules maps the code of a warning to the severity to give it: error, warning, info or off.
	Rules map[string]string
	// Boundary is what counts as a boundary: domain, system or service.
	Boundary string
	History  HistoryConfig
	Share    ShareConfig
}

// ShareConfig says what is made to be shown on pages elsewhere, a file for each resource.
type ShareConfig struct {
	// Badges are small drawings with version and state, Embeds pages with the drawing alone.
	Badges, Embeds bool
}

// HistoryConfig says what is read of the repository around the source.
type HistoryConfig struct {
	// Commits is how many of the newest commits are compared; 0 is as many as nobody says, and less than 0 is none.
	Commits int
	// URL is where a commit can be seen; {commit} stands for its hash.
	URL string
}

// SourceConfig is one entry of `sources`.
type SourceConfig struct {
	// Path is relative to the root; it may lead outside of it, because the configuration is trusted.
	Path string
	// Service and Domain are what the documents below Path describe, where they do not say it themselves.
	Service, Domain string
	// Perspective is how AsyncAPI directions are read: application, client or inverted; "" is application.
	Perspective string
	// Messages is "shared" where messages of one name are the same in all documents.
	Messages string
	Pos      Pos
}
