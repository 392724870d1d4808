using System.Globalization;

namespace Simulation.Scenarios.Written;

/// <summary>
/// A value that a file gives or computes: a number (double), a text or a boolean. What is constant is computed once, when the
/// file is read.
/// </summary>
/// <param name="At">Where it stands.</param>
/// <param name="Get">Computes it.</param>
/// <param name="Constant">True when it is the same for every track.</param>
internal sealed record Expression(Place At, Func<Track, object> Get, bool Constant)
{
    public static Expression Of(Place at, object value) => new(at, _ => value, Constant: true);

    /// <summary>A value as text: numbers without needless digits.</summary>
    public static string Text(object value) =>
        value switch
        {
            double number => number.ToString("0.############", CultureInfo.InvariantCulture),
            bool yes => yes ? "true" : "false",
            _ => (string)value,
        };
}

/// <summary>A run fails at a place of its file.</summary>
internal sealed class ScenarioFaultException(Place at, string message) : Exception($"line {at.Line}: {message}");

/// <summary>An expression cannot be read.</summary>
internal sealed class BadExpressionException(int offset, string message) : Exception(message)
{
    public int Offset => offset;
}
