using System.Runtime.InteropServices;

namespace Simulation.Transport.Faults;

/// <summary>What becomes of a frame on a bad network; all of it may hold.</summary>
[StructLayout(LayoutKind.Auto)]
internal struct FrameFate
{
    /// <summary>It never arrives.</summary>
    public bool Lost;

    /// <summary>It arrives twice.</summary>
    public bool Twice;

    /// <summary>It arrives broken.</summary>
    public bool Broken;

    /// <summary>How long it takes.</summary>
    public TimeSpan Delay;
}
