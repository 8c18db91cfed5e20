# The names of saved connections are asked of usher itself, at the moment when they are wanted.
_usher_names() {
    local -a names
    names=(${(f)"$(_call_program names usher connections list --names 2>/dev/null)"})
    compadd -a names
}

