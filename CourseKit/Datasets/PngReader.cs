using System.Buffers.Binary;
using System.IO.Compression;

namespace CourseKit.Datasets;

/// <summary>
/// Reads a PNG one row at a time (PNG specification, third edition), so that a picture of 10,000 rows needs the memory of two.
/// 8-bit grey, RGB and RGBA, not interlaced, all five filters; every chunk's CRC is checked.
/// </summary>
internal sealed class PngReader : IDisposable
{
    private static ReadOnlySpan<byte> Signature => [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A];

    private const int LongestRow = 1 << 24;

    private readonly string name;
    private readonly PngPixelData compressed;
    private readonly ZLibStream pixels;
    private byte[] current;
    private byte[] previous;
    private int row;

    /// <summary>Reads up to the pixels.</summary>
    /// <param name="source">Left open.</param>
    /// <param name="name">The file's name, for errors.</param>
    /// <exception cref="InvalidDataException">Not a PNG, damaged, or of a kind that is not read; the message names the file.</exception>
    public PngReader(Stream source, string name)
    {
        this.name = name;
        Span<byte> signature = stackalloc byte[8];
        if (source.ReadAtLeast(signature, 8, throwOnEndOfStream: false) < 8 || !signature.SequenceEqual(Signature))
            throw new InvalidDataException($"{name} is not a PNG file");
        compressed = new PngPixelData(source, name);
        Span<byte> header = compressed.ReadHeader();
        (Width, Height) = (BinaryPrimitives.ReadInt32BigEndian(header), BinaryPrimitives.ReadInt32BigEndian(header[4..]));
        Channels = Kind(name, depth: header[8], colour: header[9], compression: header[10], filter: header[11], interlace: header[12]);
        if (Width <= 0 || Height <= 0 || Width > LongestRow / Channels)
            throw new InvalidDataException($"{name}: a picture of {Width}×{Height} pixels cannot be read");
        pixels = new ZLibStream(compressed, CompressionMode.Decompress);
        current = new byte[1 + Width * Channels];
        previous = new byte[1 + Width * Channels];
    }

    public int Width { get; }

    public int Height { get; }

    /// <summary>1 grey, 3 RGB, 4 RGBA.</summary>
    public int Channels { get; }

    /// <summary>The next row, Width·Channels bytes, pixel by pixel; valid until the next call. Empty after the last one.</summary>
    /// <exception cref="InvalidDataException">The picture ends early or is damaged.</exception>
    public ReadOnlySpan<byte> ReadRow()
    {
        if (row == Height) return [];
        (previous, current) = (current, previous);
        try
        {
            if (pixels.ReadAtLeast(current, current.Length, throwOnEndOfStream: false) < current.Length)
                throw new InvalidDataException($"{name}: the pixels end in row {row} of {Height}");
            Unfilter(current[0], current.AsSpan(1), previous.AsSpan(1));
            if (++row == Height) ReadEnd();
        }
        catch (InvalidDataException damage) when (!damage.Message.StartsWith(name, StringComparison.Ordinal))
        {
            throw new InvalidDataException($"{name}: row {row} cannot be decompressed: {damage.Message}", damage);
        }
        return current.AsSpan(1);
    }

    public void Dispose()
    {
        pixels.Dispose();
        compressed.Dispose();
    }

    /// <summary>Reading past the pixels makes the decompressor compare its checksum, and finds a file cut off behind them.</summary>
    private void ReadEnd()
    {
        if (pixels.ReadByte() >= 0) throw new InvalidDataException($"{name}: more pixels than {Width}×{Height}");
        compressed.ReadToEnd();
    }

    private void Unfilter(byte filter, Span<byte> line, ReadOnlySpan<byte> above)
    {
        int pixel = Channels;
        switch (filter)
        {
            case 0:
                break;
            case 1:
                for (int i = pixel; i < line.Length; i++) line[i] += line[i - pixel];
                break;
            case 2:
                for (int i = 0; i < line.Length; i++) line[i] += above[i];
                break;
            case 3:
                for (int i = 0; i < pixel; i++) line[i] += (byte)(above[i] >> 1);
                for (int i = pixel; i < line.Length; i++) line[i] += (byte)((line[i - pixel] + above[i]) >> 1);
                break;
            case 4:
                for (int i = 0; i < pixel; i++) line[i] += above[i];
                for (int i = pixel; i < line.Length; i++) line[i] += Paeth(line[i - pixel], above[i], above[i - pixel]);
                break;
            default:
                throw new InvalidDataException($"{name}: row {row} has filter {filter}; there are only 0 to 4");
        }
    }

    /// <summary>The neighbour nearest to left + above − diagonal; ties go left, then above.</summary>
    private static byte Paeth(int left, int above, int diagonal)
    {
        int toLeft = Math.Abs(above - diagonal);
        int toAbove = Math.Abs(left - diagonal);
        int toDiagonal = Math.Abs(left + above - 2 * diagonal);
        if (toLeft <= toAbove && toLeft <= toDiagonal) return (byte)left;
        return (byte)(toAbove <= toDiagonal ? above : diagonal);
    }

    private static int Kind(string name, byte depth, byte colour, byte compression, byte filter, byte interlace)
    {
        int channels = colour switch { 0 => 1, 2 => 3, 6 => 4, _ => 0 };
        if (depth != 8 || channels == 0)
            throw new InvalidDataException($"{name}: colour type {colour} with {depth} bits is not read; wanted 8-bit grey, RGB or RGBA");
        if (compression != 0 || filter != 0) throw new InvalidDataException($"{name}: unknown compression {compression} or filter method {filter}");
        if (interlace != 0) throw new InvalidDataException($"{name}: interlaced pictures are not read");
        return channels;
    }
}
