package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"path"
	"path/filepath"
	"strings"

	"github.com/eventatlas/eventatlas/catalog"
	"github.com/eventatlas/eventatlas/catalog/changes"
)

// The bounds of what is read of a previous site: bytes of one file, and entries of one list.
const (
	previousBytes   = 256 << 20
	previousEntries = 2_000_000
)

// ReadPrevious reads what an earlier site says of the catalog that it was made of: its folder, or its catalog.json. Whatever is wrong with it is
// an error that says what. It has been published, and perhaps by somebody else, so nothing in it is believed before it is checked.
func ReadPrevious(name string) (*changes.Snapshot, error) {
	snapshot, err := readPrevious(name)
	if err != nil {
		return nil, fmt.Errorf("the previous site %s: %w", name, err)
	}
	return snapshot, nil
}

func readPrevious(name string) (*changes.Snapshot, error) {
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil, errors.New("there is no such file or folder")
	case err != nil:
		return nil, err
	case info.IsDir():
		name = filepath.Join(name, "catalog.json")
	}
	var index previousIndex
	if err := decode(name, &index); err != nil {
		return nil, err
	}
	if err := index.check(); err != nil {
		return nil, fmt.Errorf("%s: %w", filepath.Base(name), err)
	}
	snapshot := &changes.Snapshot{Resources: make([]changes.Told, 0, len(index.Resources))}
	for i, r := range index.Resources {
		told, err := r.told()
		if err != nil {
			return nil, fmt.Errorf("%s: the resource %d: %w", filepath.Base(name), i+1, err)
		}
		snapshot.Resources = append(snapshot.Resources, told)
	}
	if err := readFields(filepath.Dir(name), snapshot.Resources); err != nil {
		return nil, err
	}
	snapshot.Ties, err = readTies(filepath.Join(filepath.Dir(name), "graph.json"))
	return snapshot, err
}

// decode reads a regular file of JSON.
func decode(name string, to any) error {
	base := filepath.Base(name)
	info, err := os.Stat(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return fmt.Errorf("there is no %s; give the folder of a site, or its catalog.json", base)
	case err != nil:
		return err
	case !info.Mode().IsRegular():
		return fmt.Errorf("%s is not a file", base)
	case info.Size() > previousBytes:
		return fmt.Errorf("%s has more than %d MB", base, previousBytes>>20)
	}
	f, err := os.Open(name)
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	data, err := io.ReadAll(io.LimitReader(f, previousBytes))
	if err != nil {
		return err
	}
	if err := json.Unmarshal(data, to); err != nil {
		return fmt.Errorf("%s is not the index of a site: %w", base, err)
	}
	return nil
}

// previousIndex is what catalog.json holds.
type previousIndex struct {
	Version   string
	Resources []previousResource
}

type previousResource struct {
	Kind, ID, Version, Name, Summary, State, Domain, Path string
	Latest                                                bool
	Owners                                                []string
}

func (x *previousIndex) check() error { return checkVersion(x.Version, len(x.Resources)) }

// checkVersion holds a file to the interface that this program writes.
func checkVersion(version string, entries int) error {
	switch {
	case version == "":
		return errors.New("it does not say its version, so it is not the index of a site")
	case !strings.HasPrefix(version, "1."):
		return fmt.Errorf("its version is %.20q, and only 1 is known", version)
	case entries > previousEntries:
		return fmt.Errorf("it has more than %d entries", previousEntries)
	}
	return nil
}

// The lengths in bytes of the longest text and of the longest path that are taken.
const (
	maxName = 5 << 10
	maxPath = 400
)

func (r *previousResource) told() (changes.Told, error) {
	kind, ok := catalog.ParseKind(r.Kind)
	switch {
	case !ok:
		return changes.Told{}, fmt.Errorf("%.40q is no kind", r.Kind)
	case r.ID == "" || max(len(r.ID), len(r.Version), len(r.Name), len(r.Domain)) > maxName:
		return changes.Told{}, errors.New("its id, version, name or domain is missing or too long")
	case len(r.Path) > maxPath || !fs.ValidPath(r.Path) || path.Base(r.Path) != "index.html" || strings.ContainsAny(r.Path, "\\`:\x00\n\r"):
		return changes.Told{}, fmt.Errorf("%.80q is not the path of a page", r.Path)
	}
	return changes.Told{
		Kind: kind, ID: r.ID, Version: r.Version, Name: r.Name, Summary: r.Summary, Owners: r.Owners, Domain: r.Domain, Path: r.Path,
		Deprecated: r.State == "deprecated", Draft: r.State == "draft", Undescribed: r.State == "undescribed", Latest: r.Latest,
	}, nil
}

// readTies reads graph.json beside the index; an index may stand alone, and then no ties are compared.
func readTies(name string) ([]changes.Tie, error) {
	if _, err := os.Stat(name); errors.Is(err, fs.ErrNotExist) {
		return nil, nil
	}
	var graph struct {
		Version string
		Edges   []struct{ From, To, Relation string }
	}
	if err := decode(name, &graph); err != nil {
		return nil, err
	}
	if err := checkVersion(graph.Version, len(graph.Edges)); err != nil {
		return nil, fmt.Errorf("graph.json: %w", err)
	}
	ties := make([]changes.Tie, 0, len(graph.Edges))
	for _, e := range graph.Edges {
		from, ok := catalog.ParseRef(e.From)
		to, ok2 := catalog.ParseRef(e.To)
		if ok && ok2 {
			ties = append(ties, changes.Tie{FromKind: from.Kind, From: from.ID, ToKind: to.Kind, To: to.ID, Relation: catalog.Relation(e.Relation)})
		}
	}
	return ties, nil
}
