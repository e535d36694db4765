package markdown

// language is a scanner under the names that a fence may give it, in lower case.
type language struct {
	names []string
	scan  func(*scanner)
}

// What grammars share.

func stars() [][2]string { return [][2]string{{"/*", "*/"}} }

func code(g grammar, names ...string) language { return language{names, g.scan} }

func double() quote { return quote{`"`, '\\', false} }

func single() quote { return quote{"'", '\\', false} }

func triple() quote { return quote{`"""`, '\\', true} }

// dataLanguages lists the formats of data and documents. To add one, add a line.
func dataLanguages() []language {
	return []language{
		{[]string{"json", "jsonc", "json5", "avsc", "jsonl", "ndjson"}, scanJSON},
		{[]string{"yaml", "yml", "asyncapi", "openapi"}, scanYAML},
		{[]string{"toml", "ini", "properties", "env", "dotenv", "conf"}, scanKeys},
		{[]string{"diff", "patch"}, scanDiff},
		{[]string{"xml", "html", "xsd", "svg", "pom"}, scanXML},
	}
}

// schemaLanguages lists the languages of schemas and queries. To add one, add a line.
func schemaLanguages() []language {
	return []language{
		code(grammar{
			line: []string{"//"}, block: stars(), quotes: []quote{double(), single()}, literals: words("true false"),
			keywords: words(`bool bytes double enum extend extensions fixed32 fixed64 float group import int32 int64 map
				message oneof option optional package public repeated required reserved returns rpc service sfixed32 sfixed64 sint32
				sint64 stream string syntax edition to uint32 uint64 weak`),
			types: true,
		}, "proto", "protobuf", "proto3"),
		code(grammar{
			line: []string{"//"}, block: stars(), quotes: []quote{double(), single()}, literals: words("true false null"), at: true, types: true,
			keywords: words(`array boolean bytes date decimal double enum error fixed float import int long map protocol record
				schema string throws time_ms timestamp_ms union void oneway namespace`),
		}, "avdl", "thrift"),
		code(grammar{
			line: []string{"#"}, quotes: []quote{triple(), double()}, literals: words("true false null"), at: true, types: true, dollar: true,
			keywords: words(`directive enum extend fragment implements input interface mutation on query scalar schema
				subscription type union`),
		}, "graphql", "gql"),
		code(grammar{
			line: []string{"--"}, block: stars(), quotes: []quote{{"'", 0, true}, double()}, fold: true, literals: words("true false null"),
			keywords: words(`add all alter and as asc begin between by cascade case check column commit constraint create
				cross database default delete desc distinct drop else end exists foreign from full group having if in index inner
				insert into is join key left like limit not offset on or order outer primary references returning right rollback
				select set stream table then trigger union unique update using values view when where window with emit changes
				int integer bigint text varchar char boolean timestamp date numeric decimal json jsonb uuid`),
		}, "sql", "postgres", "postgresql", "mysql", "ksql", "plsql"),
	}
}

// compiledLanguages lists the languages that services are compiled from. To add one, add a line.
func compiledLanguages() []language {
	return []language{
		code(grammar{
			line: []string{"//"}, block: stars(), quotes: []quote{double(), single(), {"`", 0, true}}, literals: words("true false nil iota"),
			keywords: words(`any bool break byte case chan const continue default defer else error fallthrough float32 float64
				for func go goto if import int int32 int64 interface map package range return rune select string struct switch type
				uint uint32 uint64 var`),
		}, "go", "golang"),
		code(grammar{
			line: []string{"//"}, block: stars(), quotes: []quote{triple(), double(), single()}, literals: words("true false null"), at: true, types: true,
			keywords: words(`abstract assert boolean break byte case catch char class const continue default do double else
				enum extends final finally float for if implements import instanceof int interface long native new package permits
				private protected public record return sealed short static super switch synchronized this throw throws transient try
				var void volatile while yield`),
		}, "java"),
		code(grammar{
			line: []string{"//"}, block: stars(), quotes: []quote{triple(), double(), single()}, literals: words("true false null"), at: true, types: true,
			keywords: words(`abstract as break by case catch class companion continue data def do else enum extends final
				finally for forSome fun if implicit import in init inner interface internal is lateinit lazy match new object open
				operator out override package private protected public return sealed super suspend this throw trait try typealias val
				var when where while with yield`),
		}, "kotlin", "kt", "kts", "scala", "groovy", "gradle"),
		code(grammar{
			line: []string{"//"}, block: stars(), quotes: []quote{triple(), double(), single()}, literals: words("true false null"), types: true,
			keywords: words(`abstract as async await base bool break byte case catch char class const continue decimal default
				delegate do double else enum event explicit extern finally float for foreach get if implicit in int interface internal
				is lock long namespace new object operator out override params private protected public readonly record ref return
				sealed set short static string struct switch this throw try typeof uint ulong using var virtual void where while yield`),
		}, "csharp", "cs", "c#"),
		code(grammar{
			line: []string{"//"}, block: stars(), quotes: []quote{double(), single()}, literals: words("true false NULL nullptr"), keywords: words(`auto bool break case catch char class const constexpr continue default delete do double else enum extern
		float for if inline int long namespace new operator private protected public return short signed sizeof static struct
		switch template this throw try typedef typename union unsigned using virtual void volatile while`),
		}, "c", "cpp", "c++", "h", "hpp"),
		code(grammar{
			line: []string{"//"}, block: stars(), quotes: []quote{double()}, literals: words("true false None"), types: true,
			keywords: words(`as async await bool break char const continue crate dyn else enum extern f32 f64 fn for i32 i64 if
				impl in let loop match mod move mut pub ref return self static str struct super trait type u32 u64 u8 unsafe use
				usize where while`),
		}, "rust", "rs"),
		code(grammar{
			line: []string{"//"}, block: stars(), quotes: []quote{triple(), double()}, literals: words("true false nil"), at: true, types: true,
			keywords: words(`actor as async await case catch class default defer do else enum extension final for func guard if
				import in init inout let mutating override private protocol public return self some static struct switch throw throws
				try typealias var where while`),
		}, "swift", "dart"),
	}
}

// scriptLanguages lists the languages that services are scripted in. To add one, add a line.
func scriptLanguages() []language {
	return []language{
		code(grammar{
			line: []string{"//"}, block: stars(), quotes: []quote{double(), single(), {"`", '\\', true}}, at: true, types: true,
			literals: words("true false null undefined NaN"), keywords: words(`abstract any as async await boolean break case catch class const continue declare default delete do
		else enum export extends finally for from function get if implements import in instanceof interface keyof let
		namespace never new number of private protected public readonly return satisfies set static string super switch this
		throw try type typeof unknown var void while with yield`),
		}, "typescript", "ts", "tsx", "javascript", "js", "jsx", "mjs", "node"),
		code(grammar{
			line: []string{"#"}, quotes: []quote{triple(), {"'''", '\\', true}, double(), single()}, at: true, types: true,
			literals: words("True False None"),
			keywords: words(`and as assert async await break case class continue def del elif else except finally for from
				global if import in is lambda match nonlocal not or pass raise return self try while with yield`),
		}, "python", "py"),
		code(grammar{
			line: []string{"#"}, quotes: []quote{double(), single()}, literals: words("true false nil"), at: true, types: true,
			keywords: words(`alias and begin break case class def defp do else elsif end ensure extend false fn for if import
				in include module next not or private protected raise require rescue return self super then unless until use when
				while yield`),
		}, "ruby", "rb", "elixir", "ex", "exs"),
		code(grammar{
			line: []string{"//", "#"}, block: stars(), quotes: []quote{double(), single()}, literals: words("true false null"), dollar: true, types: true,
			keywords: words(`abstract as array break case catch class const continue default do echo else elseif extends final
				finally fn for foreach function if implements interface match namespace new private protected public readonly return
				static switch throw trait try use while yield`),
		}, "php"),
	}
}

// systemLanguages lists the languages of shells and infrastructure. To add one, add a line.
func systemLanguages() []language {
	return []language{
		code(grammar{
			line: []string{"#"}, quotes: []quote{{`"`, '\\', true}, {"'", 0, true}}, dollar: true, literals: words("true false"),
			keywords: words(`case cd curl do docker done echo elif else esac exit export fi for function git if in kubectl
				local return set source sudo then unset until while`),
		}, "bash", "sh", "shell", "zsh", "console", "shell-session"),
		code(grammar{
			line: []string{"#"}, quotes: []quote{double(), single()}, dollar: true, fold: true,
			keywords: words(`add arg as cmd copy entrypoint env expose from healthcheck label onbuild run shell stopsignal user
				volume workdir`),
		}, "dockerfile", "docker"),
		code(grammar{
			line: []string{"#", "//"}, block: stars(), quotes: []quote{double()}, literals: words("true false null"), dollar: true,
			keywords: words("data for if in locals module output provider resource terraform variable dynamic import moved"),
		}, "hcl", "terraform", "tf"),
	}
}
