
# The editions of the book that the command line names, or of the book in this folder.
_chapbook_editions() {
    local word book=.
    for word in "${COMP_WORDS[@]:2}"; do
        case "$word" in
            *.md | *book.toml) [[ -f "$word" ]] && book=$word ;;
            *) [[ -f "$word/book.toml" ]] && book=$word ;;
        esac
    done
    chapbook editions --names "$book" 2>/dev/null
}

# Completes the values of --edition, which may be a list with commas. Everything else is completed by the function above.
_chapbook_with_editions() {
    local cur=${COMP_WORDS[COMP_CWORD]} option=${COMP_WORDS[COMP_CWORD-1]} before=
    [[ "$cur" == "=" ]] && cur=
    [[ "$option" == "=" ]] && option=${COMP_WORDS[COMP_CWORD-2]}
    if [[ "$cur" != "" || "$option" != "$cur" ]] && [[ "$option" == -e || "$option" == --edition ]]; then
        [[ "$cur" == *,* ]] && before=${cur%,*},
        COMPREPLY=($(compgen -P "$before" -W "$(_chapbook_editions)" -- "${cur##*,}"))
        return 0
    fi
    _chapbook "$@"
}

complete -F _chapbook_with_editions -o bashdefault -o default chapbook
