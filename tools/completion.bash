# bash completion for stemma: commands, then options as the command's own help tells them, then files.
_stemma() {
    local word=${COMP_WORDS[COMP_CWORD]}
    if ((COMP_CWORD == 1)); then
        COMPREPLY=($(compgen -W "$(stemma --help | awk '/^  [a-z]/ {print $1}') --help --version" -- "$word"))
    elif [[ $word == -* ]]; then
        COMPREPLY=($(compgen -W "$(stemma "${COMP_WORDS[1]}" --help 2>/dev/null | grep -oE '(^| )--?[a-z-]+' | tr -d ' ')" -- "$word"))
    else
        COMPREPLY=($(compgen -f -- "$word"))
    fi
}
complete -F _stemma stemma
