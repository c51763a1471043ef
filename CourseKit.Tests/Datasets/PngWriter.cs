using System.Buffers.Binary;
using System.IO.Compression;
using System.Text;

namespace CourseKit.Tests.Datasets;

/// <summary>Writes PNGs for tests: any filter for each row, and a CRC of its own, computed bit by bit.</summary>
internal static class PngWriter
{
    public static byte[] Write(byte[] pixels, int width, int height, int channels, Func<int, int>? filter = null)
    {
        var file = new MemoryStream();
        file.Write([0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A]);
        WriteChunk(file, "IHDR", Header(width, height, channels));
        WriteChunk(file, "IDAT", Compress(Filter(pixels, width * channels, height, channels, filter ?? (_ => 0))));
        WriteChunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Header(int width, int height, int channels)
    {
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), height);
        header[8] = 8;
        header[9] = (byte)(channels switch { 1 => 0, 3 => 2, _ => 6 });
        return header;
    }

    private static void WriteChunk(Stream file, string type, byte[] data)
    {
        byte[] body = [.. Encoding.Latin1.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc(body));
        file.Write(number);
    }

    private static uint Crc(ReadOnlySpan<byte> bytes)
    {
        uint crc = uint.MaxValue;
        foreach (byte value in bytes)
        {
            crc ^= value;
            for (int bit = 0; bit < 8; bit++) crc = (crc >> 1) ^ (0xEDB88320 & (0u - (crc & 1)));
        }
        return ~crc;
    }

    private static byte[] Filter(byte[] pixels, int stride, int height, int channels, Func<int, int> filter)
    {
        var filtered = new List<byte>();
        for (int row = 0; row < height; row++)
        {
            filtered.Add((byte)filter(row));
            for (int i = 0; i < stride; i++)
            {
                int left = i >= channels ? pixels[row * stride + i - channels] : 0;
                int above = row > 0 ? pixels[(row - 1) * stride + i] : 0;
                int diagonal = row > 0 && i >= channels ? pixels[(row - 1) * stride + i - channels] : 0;
                int predicted = filter(row) switch
                {
                    1 => left,
                    2 => above,
                    3 => (left + above) / 2,
                    4 => new[] { left, above, diagonal }.MinBy(neighbour => Math.Abs(left + above - diagonal - neighbour)),
                    _ => 0,
                };
                filtered.Add((byte)(pixels[row * stride + i] - predicted));
            }
        }
        return [.. filtered];
    }

    private static byte[] Compress(byte[] bytes)
    {
        var target = new MemoryStream();
        using (var zlib = new ZLibStream(target, CompressionLevel.Optimal, leaveOpen: true)) zlib.Write(bytes);
        return target.ToArray();
    }
}
