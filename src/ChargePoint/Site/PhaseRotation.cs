using System.Runtime.InteropServices;

namespace ChargePoints;

/// <summary>
/// Which phase (0-2) of what is before it each phase of an outlet is connected to, as ConnectorPhaseRotation has it (OCPP 1.6 §9.1.6): R, S and T
/// are the phases 1, 2 and 3 of what is before; STR connects the first phase of the outlet to the second.
/// </summary>
[StructLayout(LayoutKind.Auto)]
internal readonly record struct PhaseRotation(int First, int Second, int Third)
{
    /// <summary>RST: each phase to its own.</summary>
    public static readonly PhaseRotation Standard = new(0, 1, 2);

    private static readonly string[] Cyclic = ["RST", "STR", "TRS"];

    /// <summary>The phase that a phase of the outlet is connected to.</summary>
    public int Of(int phase) =>
        phase switch
        {
            0 => First,
            1 => Second,
            _ => Third,
        };

    /// <summary>The phase of the outlet that is connected to a phase of what is before.</summary>
    public int Reverse(int phase) =>
        phase == First ? 0
        : phase == Second ? 1
        : 2;

    /// <summary>This one behind another one.</summary>
    public PhaseRotation Behind(PhaseRotation outer) => new(outer.Of(First), outer.Of(Second), outer.Of(Third));

    /// <summary>
    /// How an installer connects the charge points of a site, so that single-phase cars do not meet on one phase: each number to the next phase. The
    /// characters of an id add up to the same remainder of 3 as its number does, so neighbours never share one.
    /// </summary>
    public static string OfInstaller(string chargePointId)
    {
        int sum = 0;
        foreach (char c in chargePointId)
        {
            sum += c;
        }
        return Cyclic[sum % Cyclic.Length];
    }

    /// <summary>
    /// A connector's, or 0 for the charge point's own before the grid, from a list such as <c>0.RST,1.STR</c>. RST where it is not listed, unknown or not applicable.
    /// </summary>
    public static PhaseRotation In(string rotations, int connectorId)
    {
        foreach (Range item in rotations.AsSpan().Split(','))
        {
            ReadOnlySpan<char> entry = rotations.AsSpan()[item];
            int dot = entry.IndexOf('.');
            if (dot > 0 && int.TryParse(entry[..dot], out int id) && id == connectorId)
            {
                return Parse(entry[(dot + 1)..]);
            }
        }
        return Standard;
    }

    private static PhaseRotation Parse(ReadOnlySpan<char> name) =>
        name.Length == 3 ? new(name[0] - 'R', name[1] - 'R', name[2] - 'R') : Standard;
}
