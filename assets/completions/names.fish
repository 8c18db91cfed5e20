
# The names of saved connections are asked of usher itself, at the moment when they are wanted.
function __usher_names
    usher connections list --names 2>/dev/null
end
function __usher_at_word
    test (count (commandline -opc)) -eq $argv[1]
end
complete -c usher -n "__fish_usher_using_subcommand verify; and __usher_at_word 2" -f -a "(__usher_names)"
complete -c usher -n "__fish_usher_using_subcommand plan; and __usher_at_word 2" -f -a "(__usher_names)"
complete -c usher -n "__fish_usher_using_subcommand write; and __usher_at_word 2" -f -a "(__usher_names)"
complete -c usher -n "__fish_usher_using_subcommand request; and __usher_at_word 2" -f -a "(__usher_names)"
complete -c usher -n "__fish_usher_using_subcommand connections; and __fish_seen_subcommand_from show rename remove; and __usher_at_word 3" -f -a "(__usher_names)"
complete -c usher -n "__fish_usher_using_subcommand setup" -l like -r -f -a "(__usher_names)"
complete -c usher -n "__fish_usher_using_subcommand verify" -l like -r -f -a "(__usher_names)"
