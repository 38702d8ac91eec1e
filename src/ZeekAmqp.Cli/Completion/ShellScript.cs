namespace ZeekAmqp.Cli.Completion;

/// <summary>For each shell a script that asks the tool itself, by <see cref="CompleteCommand"/>, what could stand at the cursor.</summary>
internal static class ShellScript
{
    private static readonly Dictionary<string, string> Scripts = new()
    {
        // Where the tool has no word, a file's name is meant.
        ["bash"] = """
            # bash completion of zeek-amqp
            _zeek_amqp() {
                local word=${COMP_WORDS[COMP_CWORD]} candidates
                mapfile -t candidates < <("${COMP_WORDS[0]}" complete --position "$COMP_POINT" "$COMP_LINE" 2>/dev/null)
                mapfile -t COMPREPLY < <(compgen -W "${candidates[*]}" -- "$word")
            }
            complete -o bashdefault -o default -F _zeek_amqp zeek-amqp

            """,
        ["zsh"] = """
            #compdef zeek-amqp
            # zsh completion of zeek-amqp
            _zeek_amqp() {
                local -a candidates
                candidates=("${(@f)$("${words[1]}" complete --position "$CURSOR" "$BUFFER" 2>/dev/null)}")
                if [[ -n "${candidates[*]}" ]]; then compadd -a candidates; else _files; fi
            }
            if [[ "$funcstack[1]" == _zeek-amqp ]]; then _zeek_amqp "$@"; else compdef _zeek_amqp zeek-amqp; fi

            """,
        ["fish"] = """
            # fish completion of zeek-amqp
            complete -c zeek-amqp -a '(zeek-amqp complete --position (commandline -C) (commandline -p) 2>/dev/null)'

            """,
    };

    /// <summary>The shells there are scripts for.</summary>
    public static IReadOnlyCollection<string> Shells => Scripts.Keys;

    /// <summary>The script of one of <see cref="Shells"/>.</summary>
    public static string Of(string shell) => Scripts[shell];
}
