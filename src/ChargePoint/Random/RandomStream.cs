namespace ChargePoints;

/// <summary>
/// A stream of random numbers that is the same for the same (seed, owner, purpose) in every process. Generator: SplitMix64.
/// A mutable value: keep it in a field, pass it by reference.
/// </summary>
public struct RandomStream
{
    private const ulong Golden = 0x9E37_79B9_7F4A_7C15;
    private ulong _state;

    private RandomStream(ulong state) => _state = state;

    /// <summary>The stream of one purpose of one owner, so that a new purpose never shifts the numbers of another.</summary>
    /// <param name="seed">Seed of the run.</param>
    /// <param name="owner">Identity of the charge point, or of whatever else draws.</param>
    /// <param name="purpose">What the numbers are for.</param>
    public static RandomStream For(ulong seed, string owner, string purpose) => new(Key(seed, owner, purpose));

    /// <summary>A key for <see cref="GridNoise"/>, derived in the same way.</summary>
    public static ulong Key(ulong seed, string owner, string purpose) =>
        Mix(Mix(Mix(seed + Golden) ^ Hash(owner)) ^ Hash(purpose));

    /// <summary>64 random bits.</summary>
    public ulong NextUInt64() => Mix(_state += Golden);

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => ToUnit(NextUInt64());

    /// <summary>Uniform in [<paramref name="from"/>, <paramref name="to"/>).</summary>
    public double NextDouble(double from, double to) => from + ((to - from) * NextDouble());

    /// <summary>Uniform in 0 to <paramref name="exclusiveMax"/> - 1.</summary>
    public int NextInt32(int exclusiveMax)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveMax);
        return (int)Math.BigMul(NextUInt64(), (ulong)exclusiveMax, out _);
    }

    /// <summary>True with the given probability, 0 to 1.</summary>
    public bool NextBoolean(double probability) => NextDouble() < probability;

    /// <summary>Normally distributed (Box-Muller).</summary>
    public double NextNormal(double mean, double standardDeviation)
    {
        // 1 - u is in (0, 1]: the logarithm is finite.
        double radius = Math.Sqrt(-2 * Math.Log(1 - NextDouble()));
        return mean + (standardDeviation * radius * Math.Cos(2 * Math.PI * NextDouble()));
    }

    internal static double ToUnit(ulong bits) => (bits >> 11) * (1.0 / (1UL << 53));

    internal static ulong Mix(ulong z)
    {
        z = (z ^ (z >> 30)) * 0xBF58_476D_1CE4_E5B9;
        z = (z ^ (z >> 27)) * 0x94D0_49BB_1331_11EB;
        return z ^ (z >> 31);
    }

    // FNV-1a over UTF-16 units: string.GetHashCode differs from process to process.
    private static ulong Hash(string text)
    {
        ulong hash = 0xCBF2_9CE4_8422_2325;
        foreach (char c in text)
        {
            hash = (hash ^ c) * 0x0000_0100_0000_01B3;
        }
        return hash;
    }
}
