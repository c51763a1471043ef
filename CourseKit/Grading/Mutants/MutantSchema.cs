using System.Text;
using Microsoft.CodeAnalysis.Text;

namespace CourseKit.Grading.Mutants;

/// <summary>One text that holds many mutants: each stands behind a question for its number, beside what it replaces.</summary>
/// <remarks>Of one mutant nothing stands within another: only one is asked for at a time.</remarks>
internal sealed class MutantSchema
{
    private const string Is = "global::CourseKit.Worker.MutantTrial.Is";

    private readonly string answer;
    private readonly StringBuilder text = new();
    private readonly List<(TextSpan Place, IReadOnlyList<Mutant> Mutants)> places = [];

    private MutantSchema(string answer, IReadOnlyList<Mutant> mutants)
    {
        this.answer = answer;
        Group[] groups = [.. mutants.GroupBy(mutant => mutant.Span).Select(group => new Group(group.Key, [.. group])).OrderBy(group => group.Span.Start).ThenByDescending(group => group.Span.Length)];
        Emit(new TextSpan(0, answer.Length), groups);
    }

    public string Text => text.ToString();

    public static MutantSchema Of(string answer, IReadOnlyList<Mutant> mutants) => new(answer, mutants);

    /// <summary>The mutants nearest around a place of <see cref="Text"/>.</summary>
    public IReadOnlyList<Mutant> At(TextSpan place) =>
        places.Where(known => known.Place.IntersectsWith(place)).OrderBy(known => known.Place.Length).Select(known => known.Mutants).FirstOrDefault() ?? [];

    private void Emit(TextSpan span, IReadOnlyList<Group> within)
    {
        int at = span.Start;
        for (int i = 0; i < within.Count;)
        {
            Group outer = within[i];
            Group[] inner = [.. within.Skip(i + 1).TakeWhile(group => outer.Span.Contains(group.Span))];
            text.Append(answer, at, outer.Span.Start - at);
            int begin = text.Length;
            Choice(outer, inner);
            places.Add((TextSpan.FromBounds(begin, text.Length), outer.Mutants));
            at = outer.Span.End;
            i += 1 + inner.Length;
        }
        text.Append(answer, at, span.End - at);
    }

    private void Choice(Group group, Group[] inner)
    {
        MutantShape shape = group.Mutants[0].Shape;
        if (shape == MutantShape.Statement)
        {
            text.Append("{ ");
            foreach (Mutant mutant in group.Mutants) Branch(mutant, "if (", ") { ", " } else ");
            text.Append("{ ");
            Emit(group.Span, inner);
            text.Append(" } }");
            return;
        }
        text.Append(shape == MutantShape.Step ? "_ = (" : "(");
        foreach (Mutant mutant in group.Mutants) Branch(mutant, "", " ? (", ") : ");
        text.Append('(');
        Emit(group.Span, inner);
        text.Append("))");
    }

    private void Branch(Mutant mutant, string before, string between, string after)
    {
        int begin = text.Length;
        text.Append(before).Append(Is).Append('(').Append(mutant.Id).Append(')').Append(between).Append(mutant.Text);
        places.Add((TextSpan.FromBounds(begin, text.Length), [mutant]));
        text.Append(after);
    }

    private sealed record Group(TextSpan Span, IReadOnlyList<Mutant> Mutants);
}
