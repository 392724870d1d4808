using System.Runtime.InteropServices;

namespace Simulation.Scenarios.Written;

/// <summary>A function of expressions.</summary>
/// <param name="Usage">How it is called.</param>
/// <param name="Least">Fewest arguments.</param>
/// <param name="Most">Most arguments.</param>
/// <param name="Draws">True when it draws a random number of the track.</param>
/// <param name="Get">Computes it.</param>
internal sealed record Function(string Usage, int Least, int Most, bool Draws, Func<FunctionCall, object> Get);

/// <summary>A call of a function; <paramref name="Track"/> is null where everything is constant.</summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct FunctionCall(Track Track, object[] Values, Place At)
{
    public double this[int index] => Functions.Number(Values[index], At);
}

/// <summary>The functions of expressions.</summary>
internal static class Functions
{
    private const int Many = 64;

    public static IReadOnlyDictionary<string, Function> All { get; } =
        new Dictionary<string, Function>(StringComparer.Ordinal)
        {
            ["uniform"] = new("uniform(from, to)", 2, 2, true, it => it.Track.Random.NextDouble(it[0], it[1])),
            ["integer"] = new("integer(from, to)", 2, 2, true, Integer),
            ["normal"] = new("normal(mean, deviation)", 2, 2, true, it => it.Track.Random.NextNormal(it[0], it[1])),
            ["exponential"] = new(
                "exponential(mean)",
                1,
                1,
                true,
                it => -Math.Log(1 - it.Track.Random.NextDouble()) * it[0]
            ),
            ["chance"] = new("chance(percent)", 1, 1, true, it => it.Track.Random.NextBoolean(it[0] / 100)),
            ["pick"] = new(
                "pick(a, b, …)",
                1,
                Many,
                true,
                it => it.Values[it.Track.Random.NextInt32(it.Values.Length)]
            ),
            ["min"] = new("min(a, b, …)", 1, Many, false, it => Enumerable.Range(0, it.Values.Length).Min(i => it[i])),
            ["max"] = new("max(a, b, …)", 1, Many, false, it => Enumerable.Range(0, it.Values.Length).Max(i => it[i])),
            ["round"] = new("round(a)", 1, 1, false, it => Math.Round(it[0], MidpointRounding.AwayFromZero)),
            ["floor"] = new("floor(a)", 1, 1, false, it => Math.Floor(it[0])),
            ["padded"] = new("padded(number, digits)", 2, 2, false, Padded),
        };

    public static double Number(object value, Place at) =>
        value switch
        {
            double number when double.IsFinite(number) => number,
            double => throw new ScenarioFaultException(at, "a number became too large"),
            _ => throw new ScenarioFaultException(at, $"'{Expression.Text(value)}' must be a number"),
        };

    private static object Integer(FunctionCall it)
    {
        var (from, to) = (Math.Ceiling(it[0]), Math.Floor(it[1]));
        return to >= from && to - from < int.MaxValue
            ? from + it.Track.Random.NextInt32((int)(to - from) + 1)
            : throw new ScenarioFaultException(it.At, $"integer({it[0]}, {it[1]}) has no whole number to draw");
    }

    private static string Padded(FunctionCall it) =>
        it[0] is >= 0 and < 1e9 && it[1] is >= 1 and <= 9
            ? ((int)it[0]).ToString($"D{(int)it[1]}")
            : throw new ScenarioFaultException(it.At, "padded takes a number from 0 and 1 to 9 digits");
}
