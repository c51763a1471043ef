using CourseKit.Datasets;
using FsCheck;
using FsCheck.Fluent;

namespace CourseKit.Tests.Datasets;

public class PngReaderTests
{
    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Every_filter_is_undone(int filter)
    {
        foreach (int channels in (int[])[1, 3, 4])
        {
            byte[] pixels = Noise(11 * 7 * channels, seed: filter + channels);
            Assert.Equal(pixels, Read(PngWriter.Write(pixels, 11, 7, channels, _ => filter)));
        }
    }

    [Fact]
    public void Any_picture_with_any_filters_and_chunks_is_read_back() =>
        Prop.ForAll<PositiveInt, PositiveInt, int>((width, height, seed) =>
        {
            var random = new Random(seed);
            (int columns, int rows) = (width.Get % 40 + 1, height.Get % 40 + 1);
            int channels = new[] { 1, 3, 4 }[random.Next(3)];
            int[] filters = [.. Enumerable.Range(0, rows).Select(_ => random.Next(5))];
            byte[] pixels = Noise(columns * rows * channels, seed);
            return Read(PngWriter.Write(pixels, columns, rows, channels, row => filters[row], chunk: random.Next(1, 60), ancillary: true)).SequenceEqual(pixels);
        }).QuickCheckThrowOnFailure();

    [Fact]
    public void Size_and_channels_are_known_before_the_pixels_are_read()
    {
        using var png = new PngReader(new MemoryStream(PngWriter.Write(new byte[24], 4, 2, 3)), "a.png");
        Assert.Equal((4, 2, 3), (png.Width, png.Height, png.Channels));
        Assert.Equal(12, png.ReadRow().Length);
        Assert.Equal(12, png.ReadRow().Length);
        Assert.True(png.ReadRow().IsEmpty);
    }

    [Fact]
    public void A_file_cut_off_anywhere_is_refused()
    {
        byte[] whole = PngWriter.Write(Noise(5 * 4 * 3, 1), 5, 4, 3, _ => 4, chunk: 20);
        for (int length = 0; length < whole.Length; length++)
        {
            string message = Assert.Throws<InvalidDataException>(() => Read(whole[..length])).Message;
            Assert.StartsWith("a.png", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_flipped_bit_anywhere_is_found()
    {
        byte[] whole = PngWriter.Write(Noise(5 * 4 * 3, 1), 5, 4, 3, _ => 4, chunk: 20);
        for (int place = 0; place < whole.Length; place++)
        {
            byte[] damaged = (byte[])whole.Clone();
            damaged[place] ^= 0x10;
            string message = Assert.Throws<InvalidDataException>(() => Read(damaged)).Message;
            Assert.StartsWith("a.png", message, StringComparison.Ordinal);
        }
    }

    [Fact]
    public void A_wrong_CRC_names_its_chunk()
    {
        byte[] damaged = PngWriter.Write(new byte[24], 4, 2, 3);
        damaged[^1] ^= 1;
        Assert.Equal("a.png: chunk 'IEND' is damaged (its CRC does not match)", Refusal(damaged));
        damaged = PngWriter.Write(new byte[24], 4, 2, 3);
        damaged[17] ^= 1;
        Assert.Equal("a.png: chunk 'IHDR' is damaged (its CRC does not match)", Refusal(damaged));
    }

    [Fact]
    public void Pictures_of_other_kinds_are_refused_with_the_reason()
    {
        string Of(byte[] header) => Refusal(PngWriter.Write(new byte[24], 4, 2, 3, header: header));
        Assert.Contains("colour type 2 with 16 bits", Of(PngWriter.Header(4, 2, 3, depth: 16)), StringComparison.Ordinal);
        Assert.Contains("colour type 3 with 8 bits", Of(PngWriter.Header(4, 2, 3, colour: 3)), StringComparison.Ordinal);
        Assert.Contains("interlaced", Of(PngWriter.Header(4, 2, 3, interlace: 1)), StringComparison.Ordinal);
        Assert.Contains("0×2", Of(PngWriter.Header(0, 2, 3)), StringComparison.Ordinal);
        Assert.Contains("cannot be read", Of(PngWriter.Header(int.MaxValue, 2, 3)), StringComparison.Ordinal);
        Assert.Contains("is not a PNG", Refusal("GIF89a..."u8.ToArray()), StringComparison.Ordinal);
        Assert.Contains("is not a PNG", Refusal([]), StringComparison.Ordinal);
    }

    [Fact]
    public void Pixels_that_are_too_few_or_too_many_are_refused()
    {
        Assert.Contains("the pixels end in row 2 of 3", Refusal(PngWriter.Write(new byte[24], 4, 2, 3, header: PngWriter.Header(4, 3, 3))), StringComparison.Ordinal);
        Assert.Contains("more pixels than 4×1", Refusal(PngWriter.Write(new byte[24], 4, 2, 3, header: PngWriter.Header(4, 1, 3))), StringComparison.Ordinal);
        Assert.Contains("has filter 7", Refusal(PngWriter.Write(new byte[24], 4, 2, 3, _ => 7)), StringComparison.Ordinal);
    }

    [Fact]
    public void The_CRC_has_its_published_check_value_and_any_split_gives_the_same()
    {
        var crc = new Crc32();
        crc.Append("123456789"u8);
        Assert.Equal(0xCBF43926u, crc.Value);
        byte[] bytes = Noise(103, 4);
        for (int cut = 0; cut <= bytes.Length; cut++)
        {
            crc = new Crc32();
            crc.Append(bytes.AsSpan(0, cut));
            crc.Append(bytes.AsSpan(cut));
            Assert.Equal(PngWriter.Crc(bytes), crc.Value);
        }
    }

    private static string Refusal(byte[] file) => Assert.Throws<InvalidDataException>(() => Read(file)).Message;

    private static byte[] Read(byte[] file)
    {
        using var png = new PngReader(new MemoryStream(file), "a.png");
        var pixels = new List<byte>();
        for (int row = 0; row < png.Height; row++) pixels.AddRange(png.ReadRow());
        return [.. pixels];
    }

    /// <summary>Smooth enough for filters to matter, rough enough for every prediction to be wrong somewhere.</summary>
    private static byte[] Noise(int count, int seed)
    {
        var random = new Random(seed);
        return [.. Enumerable.Range(0, count).Select(i => (byte)(i * 3 + random.Next(0, 256) * (i % 5 / 4)))];
    }
}
