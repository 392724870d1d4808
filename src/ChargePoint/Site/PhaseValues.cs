using System.Runtime.InteropServices;

namespace ChargePoints;

/// <summary>A value for each phase of the grid.</summary>
/// <param name="L1">Of phase 1.</param>
/// <param name="L2">Of phase 2.</param>
/// <param name="L3">Of phase 3.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PhaseValues(double L1, double L2, double L3)
{
    /// <summary>The value of a phase, 0-2.</summary>
    public double this[int phase] =>
        phase switch
        {
            0 => L1,
            1 => L2,
            _ => L3,
        };

    /// <summary>The values with one of them replaced.</summary>
    public PhaseValues With(int phase, double value) =>
        phase switch
        {
            0 => this with { L1 = value },
            1 => this with { L2 = value },
            _ => this with { L3 = value },
        };

    /// <summary>Phase by phase.</summary>
    public static PhaseValues operator +(PhaseValues a, PhaseValues b) => new(a.L1 + b.L1, a.L2 + b.L2, a.L3 + b.L3);
}
