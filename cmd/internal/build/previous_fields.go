package build

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"runtime"
	"strings"

	"golang.org/x/sync/errgroup"

	"github.com/eventatlas/eventatlas/catalog/changes"
)

// previousPage bounds the file beside one page in bytes.
const previousPage = 16 << 20

// readFields reads the fields of the messages of a previous site from the files beside their pages. An index may stand alone: of a message without such
// a file nothing is known. No file outside of the folder is read, wherever a path or a link leads.
func readFields(folder string, list []changes.Told) error {
	root, err := os.OpenRoot(folder)
	if err != nil {
		return err
	}
	defer func() { _ = root.Close() }()
	var group errgroup.Group
	group.SetLimit(runtime.GOMAXPROCS(0))
	for i := range list {
		told := &list[i]
		if !told.Kind.IsMessage() || told.Undescribed {
			continue
		}
		name := strings.TrimSuffix(told.Path, ".html") + ".json"
		group.Go(func() error {
			if err := readPage(root, name, told); err != nil {
				return fmt.Errorf("%s: %w", name, err)
			}
			return nil
		})
	}
	return group.Wait()
}

// previousFields is what the file beside the page of a message says of its schemas.
type previousFields struct {
	Version              string
	Fields, HeaderFields []changes.Field
}

func readPage(root *os.Root, name string, told *changes.Told) error {
	f, err := root.Open(name)
	if errors.Is(err, fs.ErrNotExist) {
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = f.Close() }()
	if info, err := f.Stat(); err != nil || !info.Mode().IsRegular() {
		return errors.Join(err, errors.New("it is not a file"))
	}
	data, err := io.ReadAll(io.LimitReader(f, previousPage+1))
	if err != nil {
		return err
	}
	if len(data) > previousPage {
		return fmt.Errorf("it has more than %d MB", previousPage>>20)
	}
	var page previousFields
	if err := json.Unmarshal(data, &page); err != nil {
		return fmt.Errorf("it is not the file of a page: %w", err)
	}
	if err := checkVersion(page.Version, 0); err != nil {
		return err
	}
	if n := max(len(page.Fields), len(page.HeaderFields)); n > changes.MostFields {
		return fmt.Errorf("it has %d fields, and %d at most are known", n, changes.MostFields)
	}
	told.Read, told.Payload, told.Headers = true, page.Fields, page.HeaderFields
	return nil
}
