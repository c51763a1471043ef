using CourseKit.Grading;

namespace CourseKit.Tests.Grading.Intake;

/// <summary>Somebody in a made-up class.</summary>
/// <param name="Number">Theirs alone.</param>
internal sealed record MadeUpStudent(string First, string Last, int Number)
{
    public string Name => $"{First} {Last}";

    public string Login => $"u{Number}";

    /// <summary>As Canvas squeezes a name.</summary>
    public string Squeezed => string.Concat((Last + First).Where(char.IsLetterOrDigit)).ToLowerInvariant();

    /// <summary>Different for each, for it is what the tests follow from the hand-in to the export.</summary>
    public double Score => Number % 100 + 0.25;
}

/// <summary>Thirty students with the names that people have; two of them share one, and two more differ only in an accent.</summary>
internal static class ClassOfThirty
{
    private static readonly (string First, string Last)[] Names =
    [
        ("Ada", "Quill"), ("Ben", "Stone"), ("Cleo", "van der Berg"), ("Jürgen", "Müßig"), ("Éloïse", "Côté"), ("Renée", "O'Hara-Smith"), ("明", "王"), ("小雨", "陳"), ("さくら", "山田"),
        ("지우", "김"), ("Nguyễn", "Thị Hoa"), ("Zoë", "Ærøskøbing"), ("Ángel", "Núñez"), ("Angel", "Nunez"), ("Łukasz", "Żółć"), ("Ольга", "Кузнецова"), ("Δάφνη", "Παππά"), ("مريم", "حسن"),
        ("Sam", "Lee"), ("Sam", "Lee"), ("D'Arcy", "Mc Coy"), ("Jean-Luc", "de la Tour"), ("Mary Ann", "Fig"), ("Şule", "Çelik"), ("Björk", "Þórsdóttir"), ("X", "Æ"), ("Ida", "Ng"), ("Rosa", "Del_Rio"), ("Tom", "8"), ("Ugo", "Attempt"),
    ];

    public static IReadOnlyList<MadeUpStudent> All { get; } = [.. Names.Select((name, i) => new MadeUpStudent(name.First, name.Last, 11_001 + i))];

    /// <summary>A gradebook of what was read: each student's points stand in the notebook that they handed in.</summary>
    public static void Grade(IEnumerable<StudentWork> works, string folder)
    {
        using var gradebook = new Gradebook(folder);
        foreach (StudentWork work in works)
        {
            double score = double.Parse(System.Text.Encoding.UTF8.GetString(work.Notebooks[0].Read()), System.Globalization.CultureInfo.InvariantCulture);
            gradebook.Save(new(work.Student, "01-sums", "k", work.Notebooks[0].HandedIn, 100, score, [new("01.1", 100, score, [])], [], [], 0) { Identifiers = work.Identifiers.Count > 0 ? work.Identifiers : null });
        }
    }
}
