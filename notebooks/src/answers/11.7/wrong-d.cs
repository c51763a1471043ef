// hint: The shortcut passes the gradient on whole, whatever the branch does.
char LeavingZero()
{
    return 'D';
}
