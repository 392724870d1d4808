using System.Text;
using Server.Hosting;
using Server.Storage;

namespace Server.Csms.Ca;

/// <summary>
/// Whether certificates are sent as soon as charge points ask for them: what was set last, over restarts, and the host's
/// setting until somebody sets it. It lies with the certificate authorities.
/// </summary>
internal sealed class SigningSwitch
{
    private const string AtOnce = "automatic";
    private const string ByHand = "manual";

    private readonly string _directory;
    private readonly string _path;
    private readonly Lock _writing = new();
    private volatile bool _automatic;

    /// <exception cref="StartFailureException">What was kept is of no use.</exception>
    public SigningSwitch(CsmsSettings settings)
    {
        _directory = Path.Combine(settings.DataDirectory, "csms-ca");
        _path = Path.Combine(_directory, "signing");
        _automatic = Read() ?? settings.SignCertificates;
    }

    /// <summary>True: at once. False: when somebody says so.</summary>
    public bool Automatic => _automatic;

    /// <summary>Sets it, on the disk first.</summary>
    /// <exception cref="StoreTroubleException">It cannot be written; nothing was changed.</exception>
    public void Set(bool automatic)
    {
        lock (_writing)
        {
            try
            {
                PrivateFile.CreateDirectory(_directory);
                PrivateFile.Write(
                    _path,
                    stream => stream.Write(Encoding.ASCII.GetBytes($"{(automatic ? AtOnce : ByHand)}\n"))
                );
            }
            catch (Exception error) when (error is IOException or UnauthorizedAccessException)
            {
                throw new StoreTroubleException(
                    $"Nothing was changed, because {_path} cannot be written: {error.Message.TrimEnd('.')}. Mend that and try again."
                );
            }
            _automatic = automatic;
        }
    }

    private bool? Read()
    {
        try
        {
            return File.Exists(_path)
                ? File.ReadAllText(_path).Trim() switch
                {
                    AtOnce => true,
                    ByHand => false,
                    _ => throw new StartFailureException(
                        $"{_path} must say '{AtOnce}' or '{ByHand}': mend it, or remove it and the setting "
                            + "Simulator:Csms:SignCertificates holds."
                    ),
                }
                : null;
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new StartFailureException($"{_path} cannot be read: {error.Message}", error);
        }
    }
}
