package output

import (
	"errors"
	"os"

	"golang.org/x/sys/windows"
)

// lockFile locks an open file for this process alone, without waiting. The locked byte lies far behind the
// content, because Windows keeps others from reading what is locked.
func lockFile(f *os.File) error {
	at := &windows.Overlapped{Offset: 1 << 30}
	err := windows.LockFileEx(windows.Handle(f.Fd()), windows.LOCKFILE_EXCLUSIVE_LOCK|windows.LOCKFILE_FAIL_IMMEDIATELY, 0, 1, 0, at)
	if errors.Is(err, windows.ERROR_LOCK_VIOLATION) {
		return errLocked
	}
	return err
}
