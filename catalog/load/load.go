// Package load reads a source folder into fragments. It discovers files, picks the format of each by its content, decodes
// them in parallel through a cache that is keyed by content, and then reads whatever the fragments refer to, file by
// file, until nothing new is named. All reads go through an os.Root, which the operating system keeps inside the
// folder whatever a path or a symbolic link says; nothing is fetched.
//
// Everything that is wrong with the user's files comes back as diagnostics; an error is a problem of the machine. The result
// depends on the bytes of the files and on the configuration alone, not on the order in which a folder is listed or
// decoding ends.
package load

import (
	"context"
	"fmt"
	"path"
	"runtime"
	"slices"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/source/native"
)

// ConfigName is the file at the root of a source folder that configures it.
const ConfigName = "eventatlas.yaml"

// Options say how to read a source folder.
type Options struct {
	// Cache keeps decoded fragments between loads; nil decodes everything.
	Cache *Cache
	// Output is the folder that the site is written to; it is not entered when it lies inside the source.
	Output string
	// Workers is the number of files decoded at a time; 0 is one for each processor.
	Workers int
}

// Result is what a source folder holds.
type Result struct {
	Config catalog.Config
	// Fragments are sorted by path. Those without a format are files that others refer to.
	Fragments []*catalog.Fragment
	// Ignored are the files that are of no known format, sorted.
	Ignored []string
	// Sources counts the files of each format.
	Sources map[string]int
	// Inputs are the files and folders that the result was made of.
	Inputs Inputs
}

// Load reads the source at target, a folder or one document. It fails only where the target itself cannot be read; whatever
// is wrong below it is a diagnostic of a fragment.
func Load(ctx context.Context, target string, opt Options) (*Result, error) {
	space, err := openSpace(target)
	if err != nil {
		return nil, err
	}
	defer space.close()
	l := &loader{space: space, opt: opt, formats: Formats(), files: catalog.Files{}, result: &Result{Sources: map[string]int{}}}
	l.configure()
	if err := l.discover(); err != nil {
		return nil, err
	}
	if err := l.decodeAll(ctx); err != nil {
		return nil, err
	}
	l.follow()
	if err := l.assemble(ctx); err != nil {
		return nil, err
	}
	l.finish()
	return l.result, nil
}

// loader holds what the stages of Load hand on to each other.
type loader struct {
	space   *space
	opt     Options
	formats []Format
	config  *catalog.Fragment
	// found are the paths to decode, sorted; extra collects the diagnostics of discovery by path.
	found     []string
	decoded   []decoded
	files     catalog.Files
	extra     map[string][]catalog.Diagnostic
	fragments []*catalog.Fragment
	result    *Result
	// suggested counts the missing files for which another name was looked for.
	suggested int
}

// decoded is a file that was found, the format that it turned out to have and what it says.
type decoded struct {
	format   *Format
	fragment *catalog.Fragment
	source   catalog.SourceConfig
}

func (l *loader) complain(d catalog.Diagnostic) {
	if l.extra == nil {
		l.extra = map[string][]catalog.Diagnostic{}
	}
	l.extra[d.Pos.File] = append(l.extra[d.Pos.File], d)
}

// configure reads eventatlas.yaml, which may be absent.
func (l *loader) configure() {
	if !l.space.exists(ConfigName) {
		l.result.Config.Sources = l.space.defaultSources()
		return
	}
	file, diags := l.space.read(ConfigName)
	l.config = &catalog.Fragment{Path: ConfigName, File: file, Diagnostics: diags}
	if file != nil && file.Root != nil {
		config, diags := native.Config(file)
		l.result.Config = config
		l.config.Diagnostics = append(l.config.Diagnostics, diags...)
	}
	if len(l.result.Config.Sources) == 0 || l.space.single != "" {
		l.result.Config.Sources = l.space.defaultSources()
	}
}

// decodeAll decodes what was found, in parallel; results are kept by index, so that their order is that of the paths.
func (l *loader) decodeAll(ctx context.Context) error {
	l.decoded = make([]decoded, len(l.found))
	return l.parallel(ctx, len(l.found), func(i int) { l.decoded[i] = l.decode(l.found[i]) })
}

func (l *loader) parallel(ctx context.Context, n int, f func(i int)) error {
	workers := l.opt.Workers
	if workers <= 0 {
		workers = runtime.GOMAXPROCS(0)
	}
	group, ctx := errgroup.WithContext(ctx)
	for w := range min(workers, n) {
		group.Go(func() error {
			for i := w; i < n; i += workers {
				if err := ctx.Err(); err != nil {
					return fmt.Errorf("reading the catalog: %w", err)
				}
				f(i)
			}
			return nil
		})
	}
	return group.Wait()
}

// decode reads one file, picks its format and decodes it.
func (l *loader) decode(name string) decoded {
	source := l.sourceOf(name)
	data, sum, diags := l.space.summed(name)
	if data == nil {
		return decoded{fragment: &catalog.Fragment{Path: name, Diagnostics: diags}, source: source}
	}
	key := newKey(name, sum, source)
	if entry, ok := l.opt.Cache.get(key); ok {
		return decoded{format: l.formatNamed(entry.format), fragment: entry.fragment, source: source}
	}
	d := l.decodeBytes(name, data, source)
	l.opt.Cache.put(key, d)
	return d
}

func (l *loader) decodeBytes(name string, data []byte, source catalog.SourceConfig) decoded {
	file, diags := parse(name, data)
	for i := range l.formats {
		format := &l.formats[i]
		if !format.Detect(file) {
			continue
		}
		fragment := format.Decode(file, source)
		fragment.Path, fragment.File = name, file
		fragment.Diagnostics = append(diags, fragment.Diagnostics...)
		return decoded{format: format, fragment: fragment, source: source}
	}
	return decoded{fragment: &catalog.Fragment{Path: name, File: file, Diagnostics: diags}, source: source}
}

func (l *loader) formatNamed(name string) *Format {
	for i := range l.formats {
		if l.formats[i].Name == name {
			return &l.formats[i]
		}
	}
	return nil
}

// sourceOf returns the entry of the configuration with the longest path around a file.
func (l *loader) sourceOf(name string) catalog.SourceConfig {
	best := catalog.SourceConfig{Path: "."}
	length := -1
	for _, s := range l.result.Config.Sources {
		p := path.Clean(s.Path)
		if within(p, name) && len(p) > length && (p != "." || length < 0) {
			best, length = s, len(p)
			if p == "." {
				length = 0
			}
		}
	}
	return best
}

// within reports whether a path is a folder's or in it.
func within(folder, name string) bool {
	return folder == "." && !strings.HasPrefix(name, "../") || folder == name || strings.HasPrefix(name, folder+"/")
}

// assemble lets the formats that need other files give their resources, in parallel.
func (l *loader) assemble(ctx context.Context) error {
	return l.parallel(ctx, len(l.decoded), func(i int) {
		d := &l.decoded[i]
		if d.format == nil || d.format.Assemble == nil {
			return
		}
		whole := l.opt.Cache.whole(d.fragment, l.files)
		if whole == nil {
			whole = d.format.Assemble(d.fragment, l.files, d.source)
			whole.Path, whole.File = d.fragment.Path, d.fragment.File
		}
		l.opt.Cache.putWhole(d.fragment, whole)
		d.fragment = whole
	})
}

// finish puts everything together in the order of the paths.
func (l *loader) finish() {
	for _, d := range l.decoded {
		switch {
		case d.format != nil:
			l.result.Sources[d.format.Name]++
		case d.fragment.File != nil && !l.referred(d.fragment.Path) && len(d.fragment.Diagnostics) == 0:
			l.result.Ignored = append(l.result.Ignored, d.fragment.Path)
			continue
		}
		l.fragments = append(l.fragments, d.fragment)
	}
	if l.config != nil {
		l.fragments = append(l.fragments, l.config)
	}
	for file, diags := range l.extra {
		l.fragments = append(l.fragments, &catalog.Fragment{Path: file, Diagnostics: diags})
	}
	slices.SortStableFunc(l.fragments, func(a, b *catalog.Fragment) int { return strings.Compare(a.Path, b.Path) })
	l.result.Fragments = l.fragments
	l.result.Inputs = l.space.ledger.inputs
}

func (l *loader) referred(name string) bool { return l.files[name] != nil }
