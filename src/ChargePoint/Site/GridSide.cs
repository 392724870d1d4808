using System.Runtime.InteropServices;

namespace ChargePoints;

/// <summary>An EVSE as the site that feeds it sees it.</summary>
/// <param name="CurrentA">What it takes of each phase of the grid, in A at nominal voltage for DC.</param>
/// <param name="Session">True while a car is there to which energy may flow: the site's limit, the CSMS's and the car itself decide whether it does.</param>
/// <param name="Full">True while that car has ended its charge for good.</param>
/// <param name="WantsA">What it would take of each of its phases, in whole A, if the site did not limit it; 0 when nothing.</param>
/// <param name="OnL1">True when it takes, or would take, of phase 1.</param>
/// <param name="OnL2">The same of phase 2.</param>
/// <param name="OnL3">The same of phase 3.</param>
[StructLayout(LayoutKind.Auto)]
public readonly record struct GridSide(
    PhaseValues CurrentA,
    bool Session,
    bool Full,
    int WantsA,
    bool OnL1,
    bool OnL2,
    bool OnL3
)
{
    /// <summary>True when it takes, or would take, of that phase, 0-2.</summary>
    public bool IsOn(int phase) =>
        phase switch
        {
            0 => OnL1,
            1 => OnL2,
            _ => OnL3,
        };
}
