package output

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"
)

// lock is held by the one build that may write to an output folder. The operating system holds it for the
// process, through the open file, and drops it when the process ends however it ends; so a lock whose
// process is dead is no lock, and there is nothing to clean up. The file says which process it is, for the
// message that the other one prints.
type lock struct {
	root *os.Root
	file *os.File
}

// errLocked says that another process, or another build of this one, holds the lock.
var errLocked = errors.New("locked")

// acquire takes the lock of a folder or says who has it.
func acquire(root *os.Root) (*lock, error) {
	// Whoever releases a lock deletes its file, so a file that was opened just before that is the lock of
	// nobody. Three such coincidences in a row do not happen.
	for range 3 {
		l, err := tryLock(root)
		if l != nil || err != nil {
			return l, err
		}
	}
	return nil, errors.New("the lock of the output folder changes hands too fast; build again")
}

func tryLock(root *os.Root) (*lock, error) {
	if info, err := root.Lstat(lockName); err == nil && !info.Mode().IsRegular() {
		return nil, fmt.Errorf("%s in the output folder is not a regular file; remove it and build again", lockName)
	}
	f, err := root.OpenFile(lockName, os.O_RDWR|os.O_CREATE, 0o644)
	if err != nil {
		return nil, err
	}
	if err := lockFile(f); err != nil {
		defer f.Close()
		if errors.Is(err, errLocked) {
			return nil, fmt.Errorf("another build%s is writing to the output folder; wait until it is done", holder(f))
		}
		return nil, fmt.Errorf("locking the output folder: %w", err)
	}
	if !current(root, f) {
		return nil, f.Close()
	}
	if err := f.Truncate(0); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	if _, err := f.WriteAt([]byte(strconv.Itoa(os.Getpid())+"\n"), 0); err != nil {
		return nil, errors.Join(err, f.Close())
	}
	return &lock{root, f}, nil
}

// current reports whether an open lock file is still the one that the folder names.
func current(root *os.Root, f *os.File) bool {
	open, err := f.Stat()
	if err != nil {
		return false
	}
	named, err := root.Lstat(lockName)
	return err == nil && os.SameFile(open, named)
}

// holder names the process that a lock file names, or "".
func holder(f *os.File) string {
	data, err := io.ReadAll(io.LimitReader(io.NewSectionReader(f, 0, 32), 32))
	if err != nil {
		return ""
	}
	pid, err := strconv.Atoi(strings.TrimSpace(string(data)))
	if err != nil {
		return ""
	}
	return " (process " + strconv.Itoa(pid) + ")"
}

// release gives the lock up. Its file is deleted while the lock is held; Windows deletes no open file, and
// there it stays.
func (l *lock) release() error {
	err := l.root.Remove(lockName)
	if errors.Is(err, fs.ErrPermission) || errors.Is(err, fs.ErrNotExist) {
		err = nil
	}
	return errors.Join(err, l.file.Close())
}
