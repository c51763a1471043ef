using System.Buffers.Binary;
using System.IO.Compression;
using System.IO.Hashing;
using System.Text;

namespace CourseLib.Charts.Data;

/// <summary>Writes pictures as PNG (ISO/IEC 15948): 8-bit RGBA, each row as the difference from the row above.</summary>
internal static class Png
{
    public static byte[] Encode(Pixels picture)
    {
        using MemoryStream file = new();
        file.Write([0x89, (byte)'P', (byte)'N', (byte)'G', 13, 10, 26, 10]);
        byte[] header = new byte[13];
        BinaryPrimitives.WriteInt32BigEndian(header, picture.Width);
        BinaryPrimitives.WriteInt32BigEndian(header.AsSpan(4), picture.Height);
        (header[8], header[9]) = (8, 6);
        Chunk(file, "IHDR", header);
        Chunk(file, "IDAT", Compress(picture));
        Chunk(file, "IEND", []);
        return file.ToArray();
    }

    private static byte[] Compress(Pixels picture)
    {
        const byte up = 2;
        using MemoryStream packed = new();
        using (ZLibStream zlib = new(packed, CompressionLevel.Optimal))
        {
            int stride = 4 * picture.Width;
            byte[] line = new byte[1 + stride];
            line[0] = up;
            for (int y = 0; y < picture.Height; y++)
            {
                ReadOnlySpan<byte> row = picture.Bytes.Slice(y * stride, stride);
                for (int i = 0; i < stride; i++) line[1 + i] = (byte)(row[i] - (y > 0 ? picture.Bytes[(y - 1) * stride + i] : 0));
                zlib.Write(line);
            }
        }
        return packed.ToArray();
    }

    private static void Chunk(MemoryStream file, string type, byte[] data)
    {
        byte[] body = [.. Encoding.ASCII.GetBytes(type), .. data];
        Span<byte> number = stackalloc byte[4];
        BinaryPrimitives.WriteInt32BigEndian(number, data.Length);
        file.Write(number);
        file.Write(body);
        BinaryPrimitives.WriteUInt32BigEndian(number, Crc32.HashToUInt32(body));
        file.Write(number);
    }
}
