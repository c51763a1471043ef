namespace CourseKit.Commands;

/// <summary>Numbers from the command line, refused where they make no sense.</summary>
internal static class CommandLimits
{
    private const double MostSeconds = 7 * 24 * 3600;

    public static TimeSpan Seconds(double seconds) => seconds is > 0 and <= MostSeconds
        ? TimeSpan.FromSeconds(seconds)
        : throw new CourseKitException($"--timeout {seconds} is no time limit; give seconds from 0.1 to {MostSeconds}", CourseKitException.WrongUsage);

    public static int Whole(string option, int value, int least, int most) => value >= least && value <= most
        ? value
        : throw new CourseKitException($"{option} {value} is out of range; give a whole number from {least} to {most}", CourseKitException.WrongUsage);
}
