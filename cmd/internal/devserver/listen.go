package devserver

import (
	"errors"
	"fmt"
	"net"
	"os/exec"
	"runtime"
	"strconv"
	"syscall"
)

// maxTries is how many ports are tried after the preferred one.
const maxTries = 50

// Listen listens on the loopback addresses, IPv4 and IPv6 where the machine has them, at the same port. Where the port is in use, the next free
// one is taken unless exact is asked for; port 0 is any. It returns the port.
func Listen(port int, exact bool) ([]net.Listener, int, error) {
	for try := range maxTries {
		listeners, err := listenAt(port + try)
		if err == nil {
			_, actual, _ := net.SplitHostPort(listeners[0].Addr().String())
			number, _ := strconv.Atoi(actual)
			return listeners, number, nil
		}
		switch {
		case !errors.Is(err, syscall.EADDRINUSE) && port != 0:
			return nil, 0, fmt.Errorf("port %d cannot be used: %w", port+try, err)
		case exact && port != 0:
			return nil, 0, fmt.Errorf("port %d is in use; choose another with --port, or leave --port away to get a free one", port)
		case port == 0:
			port = -try // any port again
		case port+try >= 1<<16-1:
			return nil, 0, fmt.Errorf("no port from %d on is free", port)
		}
	}
	return nil, 0, fmt.Errorf("no port from %d to %d is free; choose one with --port", port, port+maxTries-1)
}

// listenAt listens at one port of every loopback address that there is.
func listenAt(port int) ([]net.Listener, error) {
	var listeners []net.Listener
	var missing error
	for _, address := range []string{"127.0.0.1", "::1"} {
		l, err := net.Listen("tcp", net.JoinHostPort(address, strconv.Itoa(port)))
		switch {
		case err == nil:
			listeners = append(listeners, l)
			if tcp, ok := l.Addr().(*net.TCPAddr); ok {
				port = tcp.Port
			}
		case errors.Is(err, syscall.EADDRNOTAVAIL) || errors.Is(err, syscall.EAFNOSUPPORT):
			missing = err // this machine has no such address
		default:
			for _, l := range listeners {
				_ = l.Close()
			}
			return nil, err
		}
	}
	if len(listeners) == 0 {
		return nil, missing
	}
	return listeners, nil
}

// Open shows an address in the user's browser. It runs one fixed program without a shell; the address is this server's own.
func Open(address string) error {
	name, args := opener(runtime.GOOS, address)
	c := exec.Command(name, args...)
	if err := c.Start(); err != nil {
		return fmt.Errorf("opening the browser: %w", err)
	}
	go func() { _ = c.Wait() }() // the browser outlives the command
	return nil
}

func opener(system, address string) (string, []string) {
	switch system {
	case "windows":
		return "rundll32", []string{"url.dll,FileProtocolHandler", address}
	case "darwin":
		return "open", []string{address}
	default:
		return "xdg-open", []string{address}
	}
}
