using System.Runtime.InteropServices;

namespace ChargePoints;

/// <summary>A limit on what an EVSE may deliver.</summary>
/// <param name="PowerW">In W, all phases together; infinite for none.</param>
/// <param name="Phases">Phases that the limit counts on: its amperes per phase are the watts over so many.</param>
/// <param name="ConnectedPhases">Phases that are connected to the car at most.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct PowerLimit(double PowerW, int Phases, int ConnectedPhases)
{
    /// <summary>More than any EVSE has.</summary>
    public const int AllPhases = 3;

    /// <summary>No limit but the rating.</summary>
    public static readonly PowerLimit None = new(double.PositiveInfinity, AllPhases, AllPhases);
}
