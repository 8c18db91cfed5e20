
# The names of saved connections are asked of usher itself, at the moment when they are wanted.
var usher-words = $edit:completion:arg-completer[usher]
set edit:completion:arg-completer[usher] = {|@words|
    var typed = [(all $words[1..-1])]
    var line = (str:join ' ' $typed)
    var is-like = (and (> (count $typed) 0) (eq $typed[-1] --like))
    var is-place = (has-value [setup verify write plan request 'connections show' 'connections rename' 'connections remove'] $line)
    if (or $is-like $is-place) {
        try { usher connections list --names 2>/dev/null } catch { nop }
    }
    if (not $is-like) {
        # Behind a name that the definitions do not know there is nothing to propose.
        try { $usher-words $@words } catch { nop }
    }
}
