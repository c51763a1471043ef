namespace CourseKit.Datasets;

/// <summary>The CRC-32 of PNG and gzip (ISO 3309, reflected polynomial EDB88320), four bytes at a time.</summary>
internal struct Crc32()
{
    private static readonly uint[][] Tables = BuildTables();

    private uint register = uint.MaxValue;

    public readonly uint Value => ~register;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        uint crc = register;
        uint[] t0 = Tables[0], t1 = Tables[1], t2 = Tables[2], t3 = Tables[3];
        while (bytes.Length >= 4)
        {
            crc ^= System.Buffers.Binary.BinaryPrimitives.ReadUInt32LittleEndian(bytes);
            crc = t3[crc & 0xFF] ^ t2[(crc >> 8) & 0xFF] ^ t1[(crc >> 16) & 0xFF] ^ t0[crc >> 24];
            bytes = bytes[4..];
        }
        foreach (byte value in bytes) crc = t0[(crc ^ value) & 0xFF] ^ (crc >> 8);
        register = crc;
    }

    /// <summary>Table k advances the register over a byte that k more bytes follow.</summary>
    private static uint[][] BuildTables()
    {
        uint[][] tables = [new uint[256], new uint[256], new uint[256], new uint[256]];
        for (uint value = 0; value < 256; value++)
        {
            uint crc = value;
            for (int bit = 0; bit < 8; bit++) crc = (crc & 1) != 0 ? (crc >> 1) ^ 0xEDB88320 : crc >> 1;
            tables[0][value] = crc;
        }
        for (int k = 1; k < 4; k++)
            for (int value = 0; value < 256; value++)
                tables[k][value] = (tables[k - 1][value] >> 8) ^ tables[0][tables[k - 1][value] & 0xFF];
        return tables;
    }
}
