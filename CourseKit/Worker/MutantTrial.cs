using System.Collections;
using System.ComponentModel;
using System.Runtime.CompilerServices;
using CourseLib.Checks;
using CourseLib.Tensors;

namespace CourseKit.Worker;

/// <summary>
/// Tries the checks of an exercise on many changed solutions that were compiled as one: each change stands beside what it replaces, behind a
/// question for its number.
/// </summary>
[EditorBrowsable(EditorBrowsableState.Never)]
public static class MutantTrial
{
    /// <summary>What comes before the name of each recording that tells of a trial.</summary>
    internal const string Mark = "\u0002";

    /// <summary>A mutant may do so many times the solution's work, and <see cref="Spare"/> steps, before it counts as endless.</summary>
    private const long Patience = 20, Spare = 200_000;

    private static readonly Dictionary<int, object?> First = [];
    private static int active;
    private static long steps, most = long.MaxValue;

    /// <summary>Whether the change <paramref name="id"/> is made now.</summary>
    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    public static bool Is(int id)
    {
        Step();
        return active == id;
    }

    /// <summary>What has the value's type and shape and says nothing: zeros, false, an empty text.</summary>
    public static T Nothing<T>(T value) => (T)NothingLike(value)!;

    /// <summary>The value that was given first in this trial, whatever is asked now.</summary>
    public static T Frozen<T>(int id, T value)
    {
        lock (First)
        {
            if (First.TryGetValue(id, out object? first)) return (T)first!;
            First[id] = value;
            return value;
        }
    }

    /// <summary>
    /// Runs the checks on the solution, which says what is right, and then on each mutant until one visible check fails; records
    /// "start 7", and then "7 visible", "7 hidden" or "7 uncaught".
    /// </summary>
    /// <param name="seconds">After so long no further mutant is started; those that were not are not told of.</param>
    public static void Each(int[] ids, double seconds, Action checks)
    {
        Action<Recording> outer = GradedCheck.Recorder;
        void Tell(string what) => outer(new Recording(Mark + what, CheckKind.True, Attempt.Finished));
        long begin = Environment.TickCount64;
        InterruptPoint.Count(true);
        try
        {
            (IReadOnlyList<(Recording Recording, bool Hidden)> right, long work) = Solution(checks);
            (IReadOnlyList<(Recording Recording, bool Hidden)> again, _) = Solution(checks);
            if (again.Count != right.Count || right.Zip(again).Any(pair => !Passes(pair.First.Recording, pair.Second.Recording)))
            {
                Tell("unsteady");
                return;
            }
            Tell($"work {Environment.TickCount64 - begin}");
            foreach (int id in ids)
            {
                if (Environment.TickCount64 - begin > 1000 * seconds) return;
                Tell($"start {id}");
                Tell($"{id} {Try(id, checks, right, (Patience * work) + Spare)}");
            }
        }
        finally
        {
            InterruptPoint.Count(false);
            (active, most) = (0, long.MaxValue);
            GradedCheck.Recorder = outer;
        }
    }

    /// <summary>Counts a turn of a loop, and ends a mutant that has become endless.</summary>
    internal static void Step()
    {
        if (++steps > most) throw new OperationCanceledException("the mutant does not end");
    }

    private static (IReadOnlyList<(Recording Recording, bool Hidden)> Seen, long Work) Solution(Action checks)
    {
        var seen = new List<(Recording, bool)>();
        bool hidden = false;
        (active, steps, most) = (0, 0, long.MaxValue);
        GradedCheck.Recorder = recording =>
        {
            if (HiddenRegion.Of(recording) is bool now) hidden = now;
            else seen.Add((recording, hidden));
        };
        checks();
        return (seen, steps);
    }

    private static string Try(int id, Action checks, IReadOnlyList<(Recording Recording, bool Hidden)> right, long limit)
    {
        int next = 0;
        bool hidden = false;
        GradedCheck.Recorder = recording =>
        {
            if (HiddenRegion.Of(recording) is not null) return;
            (Recording expected, bool isHidden) = next < right.Count ? right[next] : default;
            next++;
            if (expected is not null && expected.Name == recording.Name && Passes(expected, recording)) return;
            if (!isHidden) throw new VisiblyCaught();
            hidden = true;
        };
        lock (First) First.Clear();
        (active, steps, most) = (id, 0, limit);
        try
        {
            checks();
        }
        catch (VisiblyCaught)
        {
            return "visible";
        }
        catch (Exception)
        {
            return right.Skip(next).Any(entry => !entry.Hidden) ? "visible" : "hidden";
        }
        finally
        {
            (active, most) = (0, long.MaxValue);
        }
        return right.Skip(next).Any(entry => !entry.Hidden) ? "visible" : hidden || next < right.Count ? "hidden" : "uncaught";
    }

    private static bool Passes(Recording expected, Recording actual) =>
        Verdict.Of(new Expectation(expected, []), actual).Outcome == Outcome.Passed;

    private static object? NothingLike(object? value) => value switch
    {
        Tensor tensor => Tensor.ZerosLike(tensor),
        string => "",
        ITuple tuple => Activator.CreateInstance(tuple.GetType(), [.. Enumerable.Range(0, tuple.Length).Select(i => NothingLike(tuple[i]))]),
        Array { Rank: 1 } array => Filled(array),
        IList list when list.GetType() is { IsGenericType: true } type && type.GetGenericTypeDefinition() == typeof(List<>) => Filled(list, type),
        ValueType number => Activator.CreateInstance(number.GetType()),
        _ => null,
    };

    private static Array Filled(Array array)
    {
        var nothing = Array.CreateInstance(array.GetType().GetElementType()!, array.Length);
        for (int i = 0; i < array.Length; i++) nothing.SetValue(NothingLike(array.GetValue(i)), i);
        return nothing;
    }

    private static IList Filled(IList list, Type type)
    {
        var nothing = (IList)Activator.CreateInstance(type)!;
        foreach (object? item in list) nothing.Add(NothingLike(item));
        return nothing;
    }

    private sealed class VisiblyCaught : Exception;
}
