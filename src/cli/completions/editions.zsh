# The editions of the book that the command line names, or of the book in this folder. A list has commas.
_chapbook_editions() {
    local word book=.
    for word in "${(@)words[3,-1]}"; do
        case "$word" in
            *.md | *book.toml) [[ -f "$word" ]] && book=$word ;;
            *) [[ -f "$word/book.toml" ]] && book=$word ;;
        esac
    done
    compset -P '*,'
    compadd -q -S '' -- ${(f)"$(chapbook editions --names "$book" 2>/dev/null)"}
}

