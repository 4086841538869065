
# The editions of the book that the command line names, or of the book in this folder. A list has commas.
function __chapbook_editions
    set -l book .
    for word in (commandline -opc)[3..]
        switch "$word"
            case '*.md' '*book.toml'
                test -f "$word"; and set book $word
            case '*'
                test -f "$word/book.toml"; and set book $word
        end
    end
    set -l before (string match --regex '^(?:--edition=|-e)?(.*,)?' -- (commandline -ct))[2]
    for name in (chapbook editions --names "$book" 2>/dev/null)
        echo "$before$name"
    end
end
complete -c chapbook -n "__fish_chapbook_using_subcommand build; or __fish_chapbook_using_subcommand check" -s e -l edition -x -a "(__chapbook_editions)"
complete -c chapbook -n "__fish_chapbook_using_subcommand design; and __fish_seen_subcommand_from show" -s e -l edition -x -a "(__chapbook_editions)"
