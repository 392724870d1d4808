using ChargePoints;

namespace TestKit.Hostile;

/// <summary>What a fuzz test draws, from one seed and for one purpose, so that what another purpose draws never shifts it.</summary>
public sealed class Dice(ulong seed, string purpose)
{
    private RandomStream _stream = RandomStream.For(seed, "hostile", purpose);

    /// <summary>0 to <paramref name="exclusiveMax"/> - 1.</summary>
    public int Below(int exclusiveMax) => _stream.NextInt32(exclusiveMax);

    /// <summary>True with the given probability.</summary>
    public bool Chance(double probability) => _stream.NextBoolean(probability);

    /// <summary>A number between the two.</summary>
    public double Between(double from, double to) => _stream.NextDouble(from, to);

    /// <summary>One of them.</summary>
    public T Any<T>(params IReadOnlyList<T> items) => items[Below(items.Count)];

    /// <summary>One of an enum's values.</summary>
    public T Any<T>()
        where T : struct, Enum => Any(Enum.GetValues<T>());

    /// <summary>Random bytes.</summary>
    public byte[] Bytes(int length)
    {
        var bytes = new byte[length];
        for (int i = 0; i < length; i++)
        {
            bytes[i] = (byte)Below(256);
        }
        return bytes;
    }
}
