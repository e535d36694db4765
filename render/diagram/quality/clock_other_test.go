//go:build !linux

package quality

import "time"

// stopwatch returns a function that tells the time since then.
func stopwatch(bool) func() time.Duration {
	start := time.Now()
	return func() time.Duration { return time.Since(start) }
}
