    # The names of saved connections are asked of usher itself, at the moment when they are wanted.
    $before = @($commandElements | Where-Object { $_.Extent.EndOffset -lt $cursorPosition } | ForEach-Object { $_.Extent.Text })
    $typed = ($before | Select-Object -Skip 1) -join ' '
    $isLike = $typed -cmatch '(^| )--like$'
    if ($isLike) {
        $completions = @()
    }
    if ($isLike -or $typed -cmatch '^(setup|verify|write|plan|request|connections (show|rename|remove))$') {
        $completions += @(usher connections list --names 2>$null | ForEach-Object {
            [CompletionResult]::new($_, $_, [CompletionResultType]::ParameterValue, $_)
        })
    }

