package output

import (
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path/filepath"
	"strings"
)

// ErrForeign is wrapped by the error about a folder that holds files which no build of ours wrote. It is
// the one refusal that Options.Adopt lifts.
var ErrForeign = errors.New("the folder holds files that eventatlas did not write")

// CheckFolder returns why a site must not be published to dir, or nil. It changes nothing, and is meant
// to be asked before any work is done. Source is the folder that the site is made from, or "". Refused
// are the file system's root, the home and the working folder, the source folder, every folder that holds
// one of these, a folder with a .git in it, a symbolic link, anything that is not a folder, and a folder
// with files but without our manifest.
func CheckFolder(dir, source string) error {
	absolute, err := filepath.Abs(dir)
	if err != nil {
		return fmt.Errorf("the output folder %s: %w", dir, err)
	}
	if dir == "" {
		return errors.New("the output folder has no name")
	}
	if err := checkPlace(absolute, source); err != nil {
		return err
	}
	info, err := os.Lstat(absolute)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		return nil
	case err != nil:
		return fmt.Errorf("the output folder: %w", err)
	case info.Mode()&fs.ModeSymlink != 0:
		return fmt.Errorf("the output folder %s is a symbolic link; name the folder that it leads to", dir)
	case !info.IsDir():
		return fmt.Errorf("the output %s is a file, not a folder; choose another name or remove it", dir)
	}
	return checkContent(absolute, dir)
}

// checkPlace refuses folders by where they are.
func checkPlace(absolute, source string) error {
	if filepath.Dir(absolute) == absolute {
		return errors.New("the output folder is the root of the file system; choose a folder for the site alone")
	}
	kept := []struct{ what, path string }{{"the source folder", source}}
	if home, err := os.UserHomeDir(); err == nil {
		kept = append(kept, struct{ what, path string }{"your home folder", home})
	}
	if wd, err := os.Getwd(); err == nil {
		kept = append(kept, struct{ what, path string }{"the working folder", wd})
	}
	for _, k := range kept {
		if k.path == "" {
			continue
		}
		inside, err := within(k.path, absolute)
		if err != nil {
			return fmt.Errorf("comparing the output folder with %s: %w", k.what, err)
		}
		if inside {
			return fmt.Errorf("the output folder %s is %s or holds it; choose a folder for the site alone", absolute, k.what)
		}
	}
	return nil
}

// within reports whether path is folder or lies in it. Names decide where folder does not exist yet, and
// the file system where it does: it knows about links and about case.
func within(path, folder string) (bool, error) {
	path, err := filepath.Abs(path)
	if err != nil {
		return false, err
	}
	if real, err := filepath.EvalSymlinks(path); err == nil {
		path = real
	}
	info, err := os.Stat(folder)
	if err != nil {
		if errors.Is(err, fs.ErrNotExist) {
			return path == folder || strings.HasPrefix(path, folder+string(filepath.Separator)), nil
		}
		return false, err
	}
	for {
		if at, err := os.Stat(path); err == nil && os.SameFile(at, info) {
			return true, nil
		}
		parent := filepath.Dir(path)
		if parent == path {
			return false, nil
		}
		path = parent
	}
}

// checkContent refuses folders by what is in them.
func checkContent(absolute, dir string) error {
	entries, err := os.ReadDir(absolute)
	if err != nil {
		return fmt.Errorf("the output folder: %w", err)
	}
	ours, foreign := false, ""
	for _, entry := range entries {
		name := entry.Name()
		switch {
		case strings.EqualFold(name, ".git"):
			return fmt.Errorf("the output folder %s is a git checkout (it holds .git); choose a folder inside it", dir)
		case name == manifestName || name == pendingName:
			ours = true
		case strings.HasPrefix(name, ownPrefix):
		default:
			foreign = name
		}
	}
	if foreign != "" && !ours {
		return fmt.Errorf("%s: %w (%s); choose another folder, or allow it to be adopted", dir, ErrForeign, foreign)
	}
	return nil
}
