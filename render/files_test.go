package render

import "testing"

func TestIsStillSVG(t *testing.T) {
	const open = `<svg xmlns="http://www.w3.org/2000/svg" xmlns:xlink="http://www.w3.org/1999/xlink" viewBox="0 0 1 1">`
	for text, want := range map[string]bool{
		open + `<title>x</title><defs><linearGradient id="a"><stop offset="0"/></linearGradient></defs><path fill="url(#a)" d="M0 0"/></svg>`: true,
		open + `<use xlink:href="#a"/></svg>`:                                                                 true,
		open + `<script>x</script></svg>`:                                                                     false,
		open + `<style>@import url(//evil.example)</style></svg>`:                                             false,
		open + `<rect fill="url(//evil.example/x)"/></svg>`:                                                   false,
		open + `<rect fill="url(#a) url(//evil.example/x)"/></svg>`:                                           false,
		open + `<rect style="fill:red"/></svg>`:                                                               false,
		open + `<rect onclick="x()"/></svg>`:                                                                  false,
		open + `<a href="javascript:x()"/></svg>`:                                                             false,
		open + `<image href="https://evil.example/p.png"/></svg>`:                                             false,
		open + `<html:img xmlns:html="http://www.w3.org/1999/xhtml" src="https://evil.example/p.png"/></svg>`: false,
		open + `<foreignObject/></svg>`:                                                                       false,
		open + `<set attributeName="href" to="x"/></svg>`:                                                     false,
		`<?xml-stylesheet href="x.css"?>` + open + `</svg>`:                                                   false,
		`<!DOCTYPE svg [<!ENTITY x "y">]>` + open + `</svg>`:                                                  false,
		open: false,
	} {
		if got := isStillSVG([]byte(text)); got != want {
			t.Errorf("%s: %v, want %v", text, got, want)
		}
	}
}

func TestWithoutPasswords(t *testing.T) {
	for text, want := range map[string]string{
		`url: kafka://user:secret@host:9092/x`:    `url: kafka://host:9092/x`,
		`"amqp://u:p%40ss@h" and "https://a:b@c"`: `"amqp://h" and "https://c"`,
		`http://host:9092/a@b`:                    `http://host:9092/a@b`,
		`mail a:b@c.example`:                      `mail a:b@c.example`,
		`ssh://git@host/x`:                        `ssh://git@host/x`,
	} {
		if got := string(withoutPasswords([]byte(text))); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}
