
# The names of saved connections are asked of usher itself, at the moment when they are wanted.
_usher_with_names() {
    _usher "$@"
    local current="${COMP_WORDS[COMP_CWORD]}" before="${COMP_WORDS[COMP_CWORD - 1]}" place
    case "${COMP_CWORD}:${COMP_WORDS[1]}:${COMP_WORDS[2]}" in
        2:verify:* | 2:write:* | 2:plan:* | 2:request:* | 2:setup:*) place=add ;;
        3:connections:show | 3:connections:rename | 3:connections:remove) place=add ;;
    esac
    if [[ ${before} == --like ]]; then
        COMPREPLY=()
        place=add
    fi
    if [[ -n ${place} && ${current} != -* ]]; then
        COMPREPLY+=($(compgen -W "$("${COMP_WORDS[0]}" connections list --names 2>/dev/null)" -- "${current}"))
    fi
}

if [[ "${BASH_VERSINFO[0]}" -eq 4 && "${BASH_VERSINFO[1]}" -ge 4 || "${BASH_VERSINFO[0]}" -gt 4 ]]; then
    complete -F _usher_with_names -o nosort -o bashdefault -o default usher
else
    complete -F _usher_with_names -o bashdefault -o default usher
fi
