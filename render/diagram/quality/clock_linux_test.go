package quality

import (
	"runtime"
	"time"

	"golang.org/x/sys/unix"
)

// stopwatch returns a function that tells the processor time since then, of this thread or of the whole process: what a drawing costs
// does not depend on what else the machine does.
func stopwatch(process bool) func() time.Duration {
	clock := int32(unix.CLOCK_PROCESS_CPUTIME_ID)
	if !process {
		clock = unix.CLOCK_THREAD_CPUTIME_ID
		runtime.LockOSThread()
	}
	start := processorTime(clock)
	return func() time.Duration {
		d := processorTime(clock) - start
		if !process {
			runtime.UnlockOSThread()
		}
		return d
	}
}

func processorTime(clock int32) time.Duration {
	var t unix.Timespec
	if err := unix.ClockGettime(clock, &t); err != nil {
		return 0
	}
	return time.Duration(t.Nano())
}
